// expect: 15
int f(int x) { if (x > 3) return 1; else if (x < 0) return 2; } int g(int x) { for (;;) { if (x > 10) return x; x += 3; } } int main(void) { return f(5) + f(-1) + g(0); }
