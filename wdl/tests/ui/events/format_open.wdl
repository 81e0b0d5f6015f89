op{open} pre { wr_audit_printf("100%"); }
