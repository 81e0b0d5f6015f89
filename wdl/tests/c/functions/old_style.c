// expect: 0
/* Definitions without a prototype (C17 6.9.1), implicit conversions of their arguments. */
int sum(a, b, c) char a; short b; long c; { return a + b + c; }
int none() { return 8; }
static int ignored() { return 3; }
unsigned char low(x) unsigned char x; { return x; }
int apply(f, x) int (*f)(); int x; { return f(x); }
int twice(x) { return x * 2; }
int main() {
    if (sum(1, 2, 3L) != 6) return 1;
    if (sum('\377', -2, 300L) != 297) return 2;
    if (none() != 8 || ignored(1, 2) != 3) return 3;
    if (low(0x1ff) != 255) return 4;
    return apply(twice, 21) == 42 ? 0 : 5;
}
