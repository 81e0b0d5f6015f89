// expect: 0
static unsigned char transpose(unsigned long *m) {
    unsigned long x = *m, t;
    t = (x ^ x >> 7) & 0x00aa00aa00aa00aa; x ^= t ^ t << 7;
    t = (x ^ x >> 14) & 0x0000cccc0000cccc; x ^= t ^ t << 14;
    t = (x ^ x >> 28) & 0x00000000f0f0f0f0; x ^= t ^ t << 28;
    *m = x;
    return x;
}
int main(void) {
    unsigned long m = 0x8040201008040201, n = 0x00000000000000ff;
    transpose(&m);
    if (m != 0x8040201008040201) return 1;
    if (transpose(&n) != 1 || n != 0x0101010101010101) return 2;
    m = 0x0123456789abcdef; n = m;
    transpose(&n);
    for (int i = 0; i < 8; i++) for (int j = 0; j < 8; j++)
        if ((m >> (i * 8 + j) & 1) != (n >> (j * 8 + i) & 1)) return 3;
    return 0;
}
