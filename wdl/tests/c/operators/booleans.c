// expect: 0
static _Bool id(_Bool b) { return b; }
int main(void) {
    _Bool b = 2 > 0, z = 256, n = -1, p = (void *)&b, q = (void *)0;
    if (b != 1 || z != 1 || n != 1 || p != 1 || q != 0 || sizeof b != 1) return 1;
    if (id(0x100000000) != 1 || id(0) || id("") != 1) return 2;
    z--; if (z != 0) return 3;
    z--; if (z != 1) return 4;
    z++; if (z != 1) return 5;
    z = b + n; if (z != 1 || b + n != 2 || -b != -1 || ~b != -2) return 6;
    struct { _Bool f : 1; } s = { 4 };
    return s.f == 1 && !s.f == 0 && (b ? 3 : 4) == 3 && (_Bool)0x80 == 1 ? 0 : 7;
}
