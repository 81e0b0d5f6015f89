// expect: 0
#define KIND(x) _Generic((x), _Bool: 1, char: 2, signed char: 3, unsigned char: 4, short: 5, unsigned short: 6, \
    int: 7, unsigned: 8, long: 9, unsigned long: 10, long long: 11, unsigned long long: 12, \
    char *: 13, const char *: 14, int *: 15, void *: 16, int (*)(void): 17, default: 99)
static int f(void) { return 0; }
struct s { int a : 3; } s;
int main(void) {
    char c = 0; short h = 0; _Bool b = 0; int v[2]; const int k = 0; unsigned char u = 0;
    if (KIND(c) != 2 || KIND((signed char)0) != 3 || KIND(+c) != 7 || KIND(b) != 1 || KIND(!b) != 7) return 1;
    if (KIND(h + 0l) != 9 || KIND(1u + h) != 8 || KIND(0ll + 1ul) != 12 || KIND(c << 1ull) != 7 || KIND(~u) != 7) return 2;
    if (KIND("s") != 13 || KIND((const char *)"s") != 14 || KIND(v) != 15 || KIND(&v[1]) != 15 || KIND((void *)v) != 16) return 3;
    if (KIND(f) != 17 || KIND(&f) != 17 || KIND(k) != 7 || KIND(s) != 99 || KIND('a') != 7 || KIND(sizeof c) != 10) return 4;
    return KIND(v - v) == 9 && KIND((c, h)) == 5 && KIND(1 ? c : h) == 7 && KIND(c = 1) == 2 && KIND(u++) == 4 ? 0 : 5;
}
