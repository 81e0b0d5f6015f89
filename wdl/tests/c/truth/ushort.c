// expect: 0
/* unsigned short as a condition: every bit counts. */
static const unsigned short t[] = { 1, 2, 7, 65535, 65534, 32768, 32767, 21845 };
static int truth(unsigned short v) { return v ? 1 : 0; }
static int loop(unsigned short v) { int n = 0; while (v) { v = 0; n++; } return n; }

int main(void) {
    unsigned short zero = 0;
    if (zero || !!zero || truth(zero) || loop(zero) || (zero && t[0])) return 1;
    if (!zero != 1 || (zero ?: 5) != 5 || (_Bool)zero) return 2;
    for (unsigned i = 0; i < 8; i++) {
        unsigned short v = t[i];
        if (!v || !t[i] || !truth(v) || loop(v) != 1) return 10 + i;
        if ((v && zero) || !(v || zero) || !(v && t[i]) || !v + 1 != 1) return 30 + i;
        if (!(v ? v : zero) || (_Bool)v != 1 || (v == 0) || !(v != zero)) return 50 + i;
        if (!(v ^ 0) || (v & 0) || (v - v)) return 70 + i;
    }
    return 0;
}
