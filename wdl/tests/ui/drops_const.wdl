int f(const char *p) { char *q = p; *q = 1; return 0; }
