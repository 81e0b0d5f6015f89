int f(char *p) { int x = p; char *q = 5; return x + *q; }
