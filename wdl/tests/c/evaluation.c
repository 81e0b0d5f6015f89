// expect: 49
int i; int f(void) { return i++; } int main(void) { int a[5] = {0}; int k = 0; a[k++] = 2; a[f() + 1] = 7; int x = (k = 3, k * 5); int y = k++ && k++; int z = (i = 10) + 1; return a[1] + x + y + k + z + i; }
