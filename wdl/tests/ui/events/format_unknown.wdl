op{open} pre { wr_audit_printf("%q", $flags); }
