// expect: 63
// Alignments that are asked for, and that of long arrays.
static char pad;
static _Alignas(64) char wide[3];
static char odd;
static int list[5];

static int deep(int n) {
    char before = (char)n;
    _Alignas(128) int x = n;
    int long_one[9];
    char behind[17];

    long_one[0] = behind[0] = before;
    if ((unsigned long)&x % 128 || (unsigned long)long_one % 16 || (unsigned long)behind % 16)
        return 0;
    return n == 0 ? x + long_one[0] + 1 : deep(n - 1);
}

int main(void) {
    _Alignas(32) char small = 1;
    struct {
        char c;
        _Alignas(16) char d;
    } s;

    pad = odd = 0;
    return ((unsigned long)wide % 64 == 0) + ((unsigned long)list % 16 == 0) * 2 +
           ((unsigned long)&small % 32 == 0) * 4 + ((unsigned long)&s.d % 16 == 0) * 8 +
           (deep(9) == 1) * 16 + (small + pad + odd == 1) * 32;
}
