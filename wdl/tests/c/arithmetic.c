// expect: 23
int a = 7, b = 3;
int main(void) { int c = a + b * 2 - a / b % 5; c ^= a << 2; return (c | 1) & 0xff; }
