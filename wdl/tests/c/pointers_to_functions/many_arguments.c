// expect: 0
typedef long seven(int, long, char, short, unsigned, unsigned char, long long);
static long a(int x, long y, char c, short s, unsigned u, unsigned char b, long long l) {
    return x + 10 * y + 100L * c + 1000L * s + 10000L * u + 100000L * b + 1000000L * l;
}
static long b(int x, long y, char c, short s, unsigned u, unsigned char b, long long l) {
    return l - b - u - s - c - y - x;
}
static int five(int p, int q, int r, int s, int t) { return p * 16 + q * 8 + r * 4 + s * 2 + t; }
static int evif(int p, int q, int r, int s, int t) { return five(t, s, r, q, p); }
static int call(int (*f)(int, int, int, int, int), int n) { return f(n, 0, n, 0, 1); }

int main(void) {
    seven *f[] = { a, b };
    if (f[0](1, 2, 3, 4, 5, 6, 7) != 7654321) return 1;
    if (f[1](1, 2, 3, 4, 5, 6, 70) != 49) return 2;
    if (f[0](-1, -1, -1, -1, 1, 255, 0) != 10000 + 25500000 - 1111) return 3;
    if (call(five, 1) != 21 || call(evif, 1) != 16 + 4 + 1) return 4;
    return call(evif, 0) == 16 ? 0 : 5;
}
