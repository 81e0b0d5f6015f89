const char *f(void) { const char *s = 3; return s; }
