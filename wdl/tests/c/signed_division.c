// expect: 87
int q = -17, d = 5;
int main(void) { long x = -100; return (q / d + 10) * 10 + (q % d + 5) + (int)(x / 7) + (int)(x % 7) + 30; }
