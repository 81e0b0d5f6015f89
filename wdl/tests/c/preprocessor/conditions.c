// expect: 0
#define A 3
#define B(x) x
#if A == 3 && defined A && !defined(C) && B(1) && (-1 > 0u) && 'a' == 97 && UNKNOWN == 0
int n = 1;
#else
int n = 2;
#endif
#if 0
#  error no
#elif A > 5
int m = 1;
#elif A > 2 ? 0 : 1
int m = 2;
#elif (1 ? 2 : 1 / 0) && (0x7fffffffffffffff + 1 < 0 || 1) && 10 % 4 << 2 == 8
int m = 3;
#else
int m = 4;
#endif
#ifndef A
int k = 1;
#else
#ifdef A
int k = 2;
#endif
#endif
int main(void) { return n == 1 && m == 3 && k == 2 ? 0 : 1; }
