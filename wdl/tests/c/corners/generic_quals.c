// expect: 44
#define T(x) _Generic((x), int: 1, const int: 2, unsigned: 3, long: 4, char: 5, signed char: 6, unsigned char: 7, \
 int *: 8, const int *: 9, char *: 10, const char *: 11, void *: 12, long long: 13, unsigned long: 14, short: 15, \
 int (*)(int): 16, int (*)[3]: 17, _Bool: 18, default: 99)
int f(int x) { return x; }
int main(void) {
    const int ci = 3; int a[3]; const int ca[2] = {1,2}; volatile int vi = 1; char c = 1; short s = 2; _Bool b = 1;
    unsigned char uc = 3; struct { unsigned u : 3; unsigned w : 32; _Bool bb : 1; long l : 40; } bf = { 1, 2, 1, 3 };
    int r = 0;
    #define A(e, n) r = r * 3 + (T(e) == n); if (T(e) != n) return T(e);
    A(ci, 1) A(a, 8) A(ca, 9) A(vi, 1) A(c, 5) A(+c, 1) A(s, 15) A(s + s, 1) A(b, 18) A(+b, 1) A("x", 10) A(f, 16) A(&f, 16) A(&a, 17)
    A(uc, 7) A(uc << 1, 1) A(bf.u + 0, 1) A(~bf.u, 1) A(bf.w + 0, 3) A(-bf.bb, 1) A('a', 1) A((char)1, 5) A(1L, 4) A(1LL, 13) A(sizeof 1, 14)
    A((const int)1, 1) A(1 ? (void *)0 : a, 8) A(1 ? (void *)a : a, 12) A(1 ? ca : a, 9) A(1 ? c : s, 1) A((c, s), 15) A(ci ? 1 : 2u, 3)
    A(c++, 5) A(c += 1, 5) A(ci == 1, 1) A(!b, 1) A(1 ? 1 : 1L, 4) A(&ca[0] - &ca[1], 4)
    return r & 127;
}