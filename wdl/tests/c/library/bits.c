// expect: 0
int main(void) {
    unsigned u = 0x00f00000;
    unsigned long l = 0x8000000000000001;
    if (__builtin_clz(u) != 8 || __builtin_ctz(u) != 20 || __builtin_popcount(u) != 4) return 1;
    if (__builtin_clzl(l) || __builtin_ctzl(l) || __builtin_popcountl(l) != 2) return 2;
    if (__builtin_parity(7) != 1 || __builtin_parityl(l) != 0) return 3;
    if (__builtin_ffs(0) || __builtin_ffs(8) != 4 || __builtin_ffs(-1) != 1) return 4;
    if (__builtin_ffsl(1L << 40) != 41 || __builtin_clzll(1) != 63 || __builtin_ctzll(1LL << 63) != 63) return 5;
    if (__builtin_bswap16(0x1234) != 0x3412 || __builtin_bswap32(0x12345678) != 0x78563412) return 6;
    if (__builtin_bswap64(0x0102030405060708) != 0x0807060504030201) return 7;
    for (int i = 0; i < 64; i++)
        if (__builtin_ctzl(1UL << i) != i || __builtin_clzl(1UL << i) != 63 - i) return 8;
    if (__builtin_clrsb(0) != 31 || __builtin_clrsb(-1) != 31 || __builtin_clrsb(1) != 30) return 9;
    return __builtin_clrsbl(-2) == 62 ? 0 : 10;
}
