int g(int, int);
int f(int a) { return g(a, ); }
