int f(const char *format, ...) { return 0; }
