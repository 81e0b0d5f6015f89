op{open} pre unlocked { wr_glob($path); }
