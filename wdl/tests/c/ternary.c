// expect: 63
int f(int x) { return x < 0 ? -1 : x > 0 ? 1 : 0; }
int main(void) { long y = 1 ? -1 : 2u; int e = 0 ?: 9; return f(-9) + 1 + f(0) + f(7) * 4 + (y > 0) * 50 + e; }
