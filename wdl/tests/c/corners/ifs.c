// expect: 179
#if -1 > 0u
#define A 1
#else
#define A 2
#endif
#if (2147483647 + 1) > 0 && 0x7fffffffffffffff + 0 > 0 && 'a' == 97 && '\377' < 0
#define B 3
#else
#define B 4
#endif
#if 1 ? 0 ? 5 : 0 : (1/0)
#define C 5
#elif defined A && defined(B) && !defined NOPE && undefinedname == 0 && true_ == 0
#define C 6
#endif
#if 0 && (1/0)
#elif 1 || (1/0)
#define D 7
#endif
#if ~0 == -1 && -1 >> 63 == -1 && (0xffffffffffffffff > 0) && (-1 < 0) && (1 << 40) > 0 && 10 % 4 == 2 && (1, 2) == 2
#define E 8
#endif
#ifndef E
#define E 9
#endif
#if __STDC__ && __STDC_VERSION__ >= 201112L && __CHAR_BIT__ == 8 && __SIZEOF_LONG__ == 8
#define F 10
#else
#define F 11
#endif
#define EMPTY
#if EMPTY 1 EMPTY
#define G 12
#endif
#define DEFD defined(A)
#if DEFD
#define H 13
#endif
#if 'ab' == 24930 && L'\xff' == 255 && u'x' == 120
#define I 1
#else
#define I 2
#endif
# /* null */
#if 0
#else garbage
#endif
int main(void) { return A + B * 2 + C * 3 + D * 4 + E * 5 + F * 6 + G + H + I; }