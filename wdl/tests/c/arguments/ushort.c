// expect: 0
/* unsigned short as each of nine arguments and as result. */
static unsigned short nth(int n, unsigned short a, unsigned short b, unsigned short d, unsigned short e, unsigned short f, unsigned short g, unsigned short h, unsigned short i) {
    switch (n) {
    case 0: return a; case 1: return b; case 2: return d; case 3: return e;
    case 4: return f; case 5: return g; case 6: return h;
    }
    return i;
}
static unsigned short (*by_pointer)(int, unsigned short, unsigned short, unsigned short, unsigned short, unsigned short, unsigned short, unsigned short, unsigned short) = nth;
static unsigned short three(unsigned short a, unsigned short b, unsigned short d) { unsigned short t = a; a = d; d = t; return b ? a : d; }

int main(void) {
    static const unsigned short v[8] = { 0, 1, 2, 7, 65535, 65534, 32768, 32767 };
    for (int n = 0; n < 8; n++) {
        if (nth(n, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]) != v[n]) return 1 + n;
        if (by_pointer(7 - n, v[7], v[6], v[5], v[4], v[3], v[2], v[1], v[0]) != v[n]) return 11 + n;
        if (nth(n, 0, 1, 2, 7, 65535, 65534, 32768, 32767) != v[n]) return 21 + n;
    }
    if (three(v[1], 1, v[0]) != v[0] || three(v[1], 0, v[0]) != v[1]) return 31;
    if (three((long)-1, 0, 0) != 65535 || three(0x1ffffffffL, 0, 0) != 65535) return 32;
    return sizeof nth(0, 0, 0, 0, 0, 0, 0, 0, 0) == 2 ? 0 : 33;
}
