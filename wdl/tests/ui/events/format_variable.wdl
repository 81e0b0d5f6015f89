static char text[4];
op{open} pre { wr_audit_printf(text); }
