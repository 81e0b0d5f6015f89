op{open} pre unlocked { struct wr_stat s; wr_stat(&s, $path); }
