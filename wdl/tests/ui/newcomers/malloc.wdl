op{open} pre { char *copy = malloc(10); copy[0] = 1; }
