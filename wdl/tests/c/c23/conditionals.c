// expect: 168
#define A 1
#if A == 1 // comment
# define B 2 /* multi
line */ + 3
#elif garbage ( ( (
# error no
#else more garbage '
# unknown directive
#endif extra
#ifdef A extra
#define C 4
#endif
#if defined A && \
    !defined B2
#define D 5
#endif
#if 0
#if 1
#else
#endif
# 'x "
#else
#define E 6
#endif
%: if 1
%:define F 7
%: endif
# define G(x,...) x __VA_ARGS__
#define I(x) x
#define J I(A
#undef NOTHERE
#pragma weird stuff ( [
#ident "x"
#line 50
int l = __LINE__;
# 70 "foo.c"
int m = __LINE__;
#if (A + 1) * 2 == 4 && A != 2 ? 1 : 0
#define K 8
#endif
#if 18446744073709551615u == -1 && 0x8000000000000000 < 0 == 0 && 10 / 3 == 3 && -10 % 3 == -1 && (2 || 1/0) && 1 ? 2 : 3/0
#define L 9
#endif
#if '\0' == 0 && '\x41' == 'A' && '\101' == 65 && u'\u20ac' == 0x20ac && 1'000 == 1000
#define M 10
#endif
int main(void) { return B + C + D + E + F + G(1, + 2) + J ) + l + m + K + L; }