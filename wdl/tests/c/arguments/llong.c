// expect: 0
/* long long as each of nine arguments and as result. */
static long long nth(int n, long long a, long long b, long long d, long long e, long long f, long long g, long long h, long long i) {
    switch (n) {
    case 0: return a; case 1: return b; case 2: return d; case 3: return e;
    case 4: return f; case 5: return g; case 6: return h;
    }
    return i;
}
static long long (*by_pointer)(int, long long, long long, long long, long long, long long, long long, long long, long long) = nth;
static long long three(long long a, long long b, long long d) { long long t = a; a = d; d = t; return b ? a : d; }

int main(void) {
    static const long long v[8] = { 0ll, 1ll, (-1ll), 2ll, 7ll, (-10ll), 9223372036854775807ll, (-9223372036854775807ll - 1) };
    for (int n = 0; n < 8; n++) {
        if (nth(n, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]) != v[n]) return 1 + n;
        if (by_pointer(7 - n, v[7], v[6], v[5], v[4], v[3], v[2], v[1], v[0]) != v[n]) return 11 + n;
        if (nth(n, 0ll, 1ll, (-1ll), 2ll, 7ll, (-10ll), 9223372036854775807ll, (-9223372036854775807ll - 1)) != v[n]) return 21 + n;
    }
    if (three(v[1], 1, v[0]) != v[0] || three(v[1], 0, v[0]) != v[1]) return 31;
    if (three((long)-1, 0, 0) != (-1ll) || three(0x1ffffffffL, 0, 0) != 8589934591ll) return 32;
    return sizeof nth(0, 0, 0, 0, 0, 0, 0, 0, 0) == 8 ? 0 : 33;
}
