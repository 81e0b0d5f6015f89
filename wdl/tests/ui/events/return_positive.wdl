op{open} pre { return 1; }
