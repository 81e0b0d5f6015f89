int f(char *p) { int *q = p; return *q; }
