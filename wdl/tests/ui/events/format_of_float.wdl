op{open} pre { wr_audit_printf("%f", $flags); }
