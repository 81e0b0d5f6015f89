op{open} pre unlocked { $path++; }
