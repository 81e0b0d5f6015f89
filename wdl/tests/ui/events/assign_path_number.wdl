op{open} pre unlocked { $path = 3; }
