op{open} pre unlocked { if (strcmp($path, “/etc/passwd”) == 0) return WR_D_PERM; }
