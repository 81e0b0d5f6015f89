op{open} pre unlocked { wr_audit_printf("%d", $path); }
