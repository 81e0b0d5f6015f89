// expect: 40
int main(void) { int a = 1, b; b = (a++, a += 3, a * 2); for (int i = 0, j = 10; i < j; i++, j--) b += j - i; return b; }
