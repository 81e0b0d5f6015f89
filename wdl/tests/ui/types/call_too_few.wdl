int g(int a, int b);
int g(int a, int b) { return a + b; }
int f(void) { return g(1); }
