// expect: 0
/* _Bool as each of nine arguments and as result. */
static _Bool nth(int n, _Bool a, _Bool b, _Bool d, _Bool e, _Bool f, _Bool g, _Bool h, _Bool i) {
    switch (n) {
    case 0: return a; case 1: return b; case 2: return d; case 3: return e;
    case 4: return f; case 5: return g; case 6: return h;
    }
    return i;
}
static _Bool (*by_pointer)(int, _Bool, _Bool, _Bool, _Bool, _Bool, _Bool, _Bool, _Bool) = nth;
static _Bool three(_Bool a, _Bool b, _Bool d) { _Bool t = a; a = d; d = t; return b ? a : d; }

int main(void) {
    static const _Bool v[8] = { 0, 1, 0, 1, 0, 1, 0, 1 };
    for (int n = 0; n < 8; n++) {
        if (nth(n, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]) != v[n]) return 1 + n;
        if (by_pointer(7 - n, v[7], v[6], v[5], v[4], v[3], v[2], v[1], v[0]) != v[n]) return 11 + n;
        if (nth(n, 0, 1, 0, 1, 0, 1, 0, 1) != v[n]) return 21 + n;
    }
    if (three(v[1], 1, v[0]) != v[0] || three(v[1], 0, v[0]) != v[1]) return 31;
    if (three((long)-1, 0, 0) != 1 || three(0x1ffffffffL, 0, 0) != 1) return 32;
    return sizeof nth(0, 0, 0, 0, 0, 0, 0, 0, 0) == 1 ? 0 : 33;
}
