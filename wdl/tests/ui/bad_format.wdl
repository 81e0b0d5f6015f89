op{close} pre { wr_audit_printf("%d %s", $fd); wr_audit_printf("%f", 1); wr_audit_printf("%s", 3); }
