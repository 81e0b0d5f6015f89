// expect: 0
/* unsigned char as a condition: every bit counts. */
static const unsigned char t[] = { 1, 2, 7, 255, 254, 128, 127, 85 };
static int truth(unsigned char v) { return v ? 1 : 0; }
static int loop(unsigned char v) { int n = 0; while (v) { v = 0; n++; } return n; }

int main(void) {
    unsigned char zero = 0;
    if (zero || !!zero || truth(zero) || loop(zero) || (zero && t[0])) return 1;
    if (!zero != 1 || (zero ?: 5) != 5 || (_Bool)zero) return 2;
    for (unsigned i = 0; i < 8; i++) {
        unsigned char v = t[i];
        if (!v || !t[i] || !truth(v) || loop(v) != 1) return 10 + i;
        if ((v && zero) || !(v || zero) || !(v && t[i]) || !v + 1 != 1) return 30 + i;
        if (!(v ? v : zero) || (_Bool)v != 1 || (v == 0) || !(v != zero)) return 50 + i;
        if (!(v ^ 0) || (v & 0) || (v - v)) return 70 + i;
    }
    return 0;
}
