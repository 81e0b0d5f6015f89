op{open} post { $flags = 0; }
