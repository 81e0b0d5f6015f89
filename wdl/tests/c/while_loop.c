// expect: 111
int main(void) { int n = 27, s = 0; while (n != 1) { n = n % 2 ? 3 * n + 1 : n / 2; s++; } return s; }
