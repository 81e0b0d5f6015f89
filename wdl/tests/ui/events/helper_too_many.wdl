op{open} pre unlocked { wr_glob("a", $path, 3); }
