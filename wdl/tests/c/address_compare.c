// expect: 47
int a[4]; struct { int x, y; } s; int main(void) { int l; int *p = &l, *n = 0; return (&a[1] > &a[0]) + (&s.y == &s.x + 1) * 2 + (p != 0) * 4 + !n * 8 + (p == &l) * 16 + ((long)&a[2] - (long)&a[0]) * 2; }
