op{open} pre { $flags = O_RDONLY; }
