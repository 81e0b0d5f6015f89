// expect: 0
int g(int x) { return x * 2 + 1; } int main(void) { int a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, h = 7, i = 8; long l = 9; char m = 10; int r = 0; for (int k = 0; k < 4; k++) { r += g(a) + g(b) * g(c) - g(d); a += e; b += f; c += h; d += i; e += g(k); l += r; m += a; r ^= g(e + f + h + i) + l + m; } return r & 255; }
