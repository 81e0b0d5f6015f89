// expect: 0
/* unsigned int as each of nine arguments and as result. */
static unsigned int nth(int n, unsigned int a, unsigned int b, unsigned int d, unsigned int e, unsigned int f, unsigned int g, unsigned int h, unsigned int i) {
    switch (n) {
    case 0: return a; case 1: return b; case 2: return d; case 3: return e;
    case 4: return f; case 5: return g; case 6: return h;
    }
    return i;
}
static unsigned int (*by_pointer)(int, unsigned int, unsigned int, unsigned int, unsigned int, unsigned int, unsigned int, unsigned int, unsigned int) = nth;
static unsigned int three(unsigned int a, unsigned int b, unsigned int d) { unsigned int t = a; a = d; d = t; return b ? a : d; }

int main(void) {
    static const unsigned int v[8] = { 0u, 1u, 2u, 7u, 4294967295u, 4294967294u, 2147483648u, 2147483647u };
    for (int n = 0; n < 8; n++) {
        if (nth(n, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]) != v[n]) return 1 + n;
        if (by_pointer(7 - n, v[7], v[6], v[5], v[4], v[3], v[2], v[1], v[0]) != v[n]) return 11 + n;
        if (nth(n, 0u, 1u, 2u, 7u, 4294967295u, 4294967294u, 2147483648u, 2147483647u) != v[n]) return 21 + n;
    }
    if (three(v[1], 1, v[0]) != v[0] || three(v[1], 0, v[0]) != v[1]) return 31;
    if (three((long)-1, 0, 0) != 4294967295u || three(0x1ffffffffL, 0, 0) != 4294967295u) return 32;
    return sizeof nth(0, 0, 0, 0, 0, 0, 0, 0, 0) == 4 ? 0 : 33;
}
