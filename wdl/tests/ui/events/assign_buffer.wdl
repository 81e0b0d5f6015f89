op{write} pre unlocked { $buf = 3; }
