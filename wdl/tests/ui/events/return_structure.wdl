op{open} pre { struct wr_stat s; return s; }
