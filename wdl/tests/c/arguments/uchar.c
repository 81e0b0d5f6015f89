// expect: 0
/* unsigned char as each of nine arguments and as result. */
static unsigned char nth(int n, unsigned char a, unsigned char b, unsigned char d, unsigned char e, unsigned char f, unsigned char g, unsigned char h, unsigned char i) {
    switch (n) {
    case 0: return a; case 1: return b; case 2: return d; case 3: return e;
    case 4: return f; case 5: return g; case 6: return h;
    }
    return i;
}
static unsigned char (*by_pointer)(int, unsigned char, unsigned char, unsigned char, unsigned char, unsigned char, unsigned char, unsigned char, unsigned char) = nth;
static unsigned char three(unsigned char a, unsigned char b, unsigned char d) { unsigned char t = a; a = d; d = t; return b ? a : d; }

int main(void) {
    static const unsigned char v[8] = { 0, 1, 2, 7, 255, 254, 128, 127 };
    for (int n = 0; n < 8; n++) {
        if (nth(n, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]) != v[n]) return 1 + n;
        if (by_pointer(7 - n, v[7], v[6], v[5], v[4], v[3], v[2], v[1], v[0]) != v[n]) return 11 + n;
        if (nth(n, 0, 1, 2, 7, 255, 254, 128, 127) != v[n]) return 21 + n;
    }
    if (three(v[1], 1, v[0]) != v[0] || three(v[1], 0, v[0]) != v[1]) return 31;
    if (three((long)-1, 0, 0) != 255 || three(0x1ffffffffL, 0, 0) != 255) return 32;
    return sizeof nth(0, 0, 0, 0, 0, 0, 0, 0, 0) == 1 ? 0 : 33;
}
