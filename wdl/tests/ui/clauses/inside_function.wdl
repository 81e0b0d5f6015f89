int f(void) { op{open} pre { } return 0; }
