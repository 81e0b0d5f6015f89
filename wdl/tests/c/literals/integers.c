// expect: 0
int main(void) {
    if (0x1F != 31 || 017 != 15 || 0b101 != 5 || 0 != 00) return 1;
    if (sizeof 1 != 4 || sizeof 2147483647 != 4 || sizeof 2147483648 != 8 || sizeof 0x7fffffff != 4) return 2;
    if (sizeof 0xffffffff != 4 || sizeof 0x100000000 != 8 || sizeof 1l != 8 || sizeof 1U != 4 || sizeof 1uLL != 8) return 3;
    if (0xffffffff < 0 || -1 > 0xffffffff || 4294967295 < 0) return 4;
    if (0xffffffffffffffff < 0 || (0x8000000000000000 >> 63) != 1 || 037777777777 != 4294967295) return 5;
    return _Generic(0x80000000, unsigned: 1, default: 0) && _Generic(2147483648, long: 1, default: 0)
        && _Generic(1ull, unsigned long long: 1, default: 0) && _Generic(5lu, unsigned long: 1, default: 0) ? 0 : 6;
}
