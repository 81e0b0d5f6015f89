op{open} pre { int *p = &$flags; }
