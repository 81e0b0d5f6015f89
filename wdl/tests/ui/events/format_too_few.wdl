op{open} pre { wr_audit_printf("%d %d", $flags); }
