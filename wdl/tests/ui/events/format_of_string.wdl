op{open} pre { wr_audit_printf("%s", $flags); }
