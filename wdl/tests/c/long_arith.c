// expect: 103
long a = 123456789012345, b = -987654321; unsigned long c = 0xfedcba9876543210; int main(void) { long r = a * b; r ^= a / b; r += a % b; r -= c >> 5; r ^= (long)c >> 7; unsigned long u = c / 12345 + c % 12345; return ((r ^ r >> 17) + u) & 255; }
