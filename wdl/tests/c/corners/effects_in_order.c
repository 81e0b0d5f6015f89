// expect: 22
int g; int f(void) { return g++; } int main(void) { int a[4] = { 0 }, i = 0; a[f()] = 5; int x = a[0] + a[1]; x = x + (i = 3, i + 1); int *p = a; int y = *p++; y += *p; (*p)++; p[1] = p[0]++; return x + y + a[1] * 2 + a[2] * 3 + g; }
