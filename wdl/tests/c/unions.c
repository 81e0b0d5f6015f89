// expect: 12
union u { int i; unsigned char c[4]; struct { short lo, hi; } h; }; int main(void) { union u x = {0x01020304}; x.c[1] = 9; union u y = {.h = {.hi = 2}}; return x.c[3] + x.h.lo + (y.i >> 16) + sizeof x + (x.i >> 24) & 255; }
