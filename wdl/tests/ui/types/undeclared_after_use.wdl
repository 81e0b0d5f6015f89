int f(void) { return g(); }
int g(void) { return 1; }
