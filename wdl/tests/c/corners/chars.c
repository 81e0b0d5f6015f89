// expect: 83
int main(void) {
    unsigned char a = 200, b = 100, c = a + b; signed char d = a; char e = 0x80; unsigned short us = 65535; short ss = us; unsigned h = 3;
    #define H(x) h = h * 31 + (unsigned)(x);
    H(c) H(a + b) H(d) H(e) H(e < 0) H(~a) H(-a) H((unsigned char)~a) H(!a) H(a << 8) H(a >> 1) H(d >> 1) H(us * us) H(us + 1) H(ss) H(ss == -1) H(us == -1) H(a == (unsigned char)-56) H(d == -56)
    a += 100; H(a) a *= 3; H(a) a /= 7; H(a) a -= 200; H(a) a <<= 3; H(a) a >>= 2; H(a) a %= 10; H(a) a ^= -1; H(a) a |= 256; H(a) a &= ~1; H(a) d += 100; H(d) d *= 2; H(d) d++; ++d; H(d) d--; d <<= 5; H(d) d /= -3; H(d) us++; H(us) us--; H(us) H(us--) ss -= 40000; H(ss)
    _Bool bo = 5; H(bo) bo++; H(bo) bo--; H(bo) bo--; H(bo) bo += 2; H(bo) bo ^= 1; H(bo) bo = 0x100; H(bo) bo <<= 3; H(bo) bo *= 0; H(bo) H(bo = &h) H((_Bool)"" + 1) bo = -bo; H(bo) bo = ~bo; H(bo)
    long l = a; l = (int)0x80000000; H(l >> 32) unsigned long ul = -1; H(ul >> 60) ul = (unsigned)-1; H(ul >> 32) l = 0xffffffff; H(l >> 31) int i = 0x123456789; H(i) ul = d; H(ul >> 40) unsigned u = -1; l = u; H(l > 0) l = -1; H(l < u) H((int)u < 0) H(u > l)
    i = 5; i += 3000000000u; H(i) i -= 1ll << 33; H(i) i *= -1l; H(i) u = 7; u /= -2; H(u) i = -7; i /= 2u; H(i) i = -7; i %= 4ul; H(i) i = -8; i >>= 1u; H(i) i <<= 1ll; H(i) a = 255; a = a++ + ++b; H(a)
    return h % 251;
}