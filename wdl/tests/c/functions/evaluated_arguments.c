// expect: 0
static int n;
static int next(void) { return ++n; }
static int f(int a, int b) { return a * 10 + b; }
int main(void) {
    int x = 5, *p = &x;
    if (f(x, *p) != 55) return 1;
    int r = f(next(), 0) + f(0, next());
    if (r != 12 && r != 21 || n != 2) return 2;
    if (f(x = 3, 1) != 31 || x != 3) return 3;
    if (f(f(1, 2), f(3, 4)) != 154) return 4;
    char c = 200; unsigned char u = 200;
    return f(c, u) == -560 + 200 && f(1L << 32, 70000) == 70000 ? 0 : 5;
}
