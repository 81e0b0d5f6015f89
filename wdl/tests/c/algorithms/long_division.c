// expect: 0
static unsigned long divide(unsigned long a, unsigned long b, unsigned long *r) {
    unsigned long q = 0, rem = 0;
    for (int i = 63; i >= 0; i--) { rem = rem << 1 | (a >> i & 1); q <<= 1; if (rem >= b) { rem -= b; q |= 1; } }
    *r = rem;
    return q;
}
int main(void) {
    static const unsigned long v[] = { 1, 2, 3, 10, 255, 65537, 4294967296, 0x7fffffffffffffff, 0x8000000000000000 };
    unsigned long r, x = 0x0123456789abcdef;
    for (int i = 0; i < 9; i++) {
        for (int j = 0; j < 20; j++) { x ^= x << 13; x ^= x >> 7; x ^= x << 17; unsigned long a = x >> j & 0x7fffffffffffffff; if (divide(a, v[i], &r) != a / v[i] || r != a % v[i]) return i + 1; }
    }
    return divide(100, 7, &r) == 14 && r == 2 ? 0 : 20;
}
