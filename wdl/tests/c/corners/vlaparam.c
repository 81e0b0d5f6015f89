// expect: 21
int f(int n, int a[n]) { return a[n - 1] + sizeof(a); } int g(int n, int a[static n]) { return a[0]; } int h(int n, int a[*]); int h(int n, int a[]) { return a[1] + n; } int k(int n, int (*p)[3]) { return p[n][1]; }
int main(void) { int a[3] = { 1, 2, 3 }, b[2][3] = { 1, 2, 3, 4, 5, 6 }; return f(3, a) + g(1, a) + h(2, a) + k(1, b); }