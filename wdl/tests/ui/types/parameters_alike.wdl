int f(int a, char a);
int g(int b, long b) { return b; }
int h(int c[3], void d[2]) { return c[0]; }
