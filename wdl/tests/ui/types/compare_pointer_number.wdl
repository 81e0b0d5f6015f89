int f(char *p) { return p == 3; }
