op{open} pre { wr_audit_printf("%d", $flags, $flags); }
