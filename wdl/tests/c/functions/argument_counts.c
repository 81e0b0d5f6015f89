// expect: 0
static int f0(void) { return 1; }
static int f5(int a, int b, int c, int d, int e) { return a + 2 * b + 3 * c + 4 * d + 5 * e; }
static int f6(int a, int b, int c, int d, int e, int f) { return f5(a, b, c, d, e) * 10 + f; }
static long f9(char a, long b, short c, int d, unsigned char e, long f, int g, _Bool h, long i) { return a + b + c + d + e + f + g + h + i; }
static int f12(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l) { a = l; return a - b + c - d + e - f + g - h + i - j + k - l; }
int main(void) {
    if (f0() != 1 || f5(1, 2, 3, 4, 5) != 55 || f6(1, 2, 3, 4, 5, 6) != 556) return 1;
    if (f9(-1, -2, -3, -4, 255, -6, -7, 9, -8) != 225) return 2;
    if (f12(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) != 5) return 3;
    return f6(f6(0, 0, 0, 0, 0, 1), f5(0, 1, 0, 0, 0), f0(), 0, 0, f12(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7)) == 80 ? 0 : 4;
}
