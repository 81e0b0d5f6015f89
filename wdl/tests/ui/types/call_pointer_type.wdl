int g(long *p) { return *p > 0; }
int f(int v) { return g(&v); }
