// expect: 0
/* unsigned long as each of nine arguments and as result. */
static unsigned long nth(int n, unsigned long a, unsigned long b, unsigned long d, unsigned long e, unsigned long f, unsigned long g, unsigned long h, unsigned long i) {
    switch (n) {
    case 0: return a; case 1: return b; case 2: return d; case 3: return e;
    case 4: return f; case 5: return g; case 6: return h;
    }
    return i;
}
static unsigned long (*by_pointer)(int, unsigned long, unsigned long, unsigned long, unsigned long, unsigned long, unsigned long, unsigned long, unsigned long) = nth;
static unsigned long three(unsigned long a, unsigned long b, unsigned long d) { unsigned long t = a; a = d; d = t; return b ? a : d; }

int main(void) {
    static const unsigned long v[8] = { 0ul, 1ul, 2ul, 7ul, 18446744073709551615ul, 18446744073709551614ul, 9223372036854775808ul, 9223372036854775807ul };
    for (int n = 0; n < 8; n++) {
        if (nth(n, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]) != v[n]) return 1 + n;
        if (by_pointer(7 - n, v[7], v[6], v[5], v[4], v[3], v[2], v[1], v[0]) != v[n]) return 11 + n;
        if (nth(n, 0ul, 1ul, 2ul, 7ul, 18446744073709551615ul, 18446744073709551614ul, 9223372036854775808ul, 9223372036854775807ul) != v[n]) return 21 + n;
    }
    if (three(v[1], 1, v[0]) != v[0] || three(v[1], 0, v[0]) != v[1]) return 31;
    if (three((long)-1, 0, 0) != 18446744073709551615ul || three(0x1ffffffffL, 0, 0) != 8589934591ul) return 32;
    return sizeof nth(0, 0, 0, 0, 0, 0, 0, 0, 0) == 8 ? 0 : 33;
}
