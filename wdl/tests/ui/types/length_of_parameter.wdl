int f(int n, int a[n * size]);
int g(int a[count], int count) { return a[0]; }
