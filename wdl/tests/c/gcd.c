// expect: 47
unsigned long gcd(unsigned long a, unsigned long b) { return b ? gcd(b, a % b) : a; } long mod(long a, long b) { return (a % b + b) % b; } int main(void) { return gcd(1071, 462) + gcd(1ul << 40, 48) + mod(-7, 5) + mod(7, -5) + 10; }
