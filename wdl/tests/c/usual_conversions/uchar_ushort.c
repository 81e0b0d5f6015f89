// expect: 0
/* unsigned char with unsigned short: the usual arithmetic conversions. */
_Static_assert(((unsigned char)2 + (unsigned short)32768) == 32770, "+");
_Static_assert(((unsigned char)7 + (unsigned short)65534) == 65541, "+");
_Static_assert(((unsigned char)255 + (unsigned short)65535) == 65790, "+");
_Static_assert(((unsigned char)254 + (unsigned short)7) == 261, "+");
_Static_assert(((unsigned char)85 + (unsigned short)21845) == 21930, "+");
_Static_assert(((unsigned char)2 * (unsigned short)32768) == 65536, "*");
_Static_assert(((unsigned char)7 * (unsigned short)65534) == 458738, "*");
_Static_assert(((unsigned char)255 * (unsigned short)65535) == 16711425, "*");
_Static_assert(((unsigned char)254 * (unsigned short)7) == 1778, "*");
_Static_assert(((unsigned char)85 * (unsigned short)21845) == 1856825, "*");
_Static_assert(((unsigned char)2 < (unsigned short)32768) == 1, "<");
_Static_assert(((unsigned char)7 < (unsigned short)65534) == 1, "<");
_Static_assert(((unsigned char)255 < (unsigned short)65535) == 1, "<");
_Static_assert(((unsigned char)254 < (unsigned short)7) == 0, "<");
_Static_assert(((unsigned char)85 < (unsigned short)21845) == 1, "<");
_Static_assert(((unsigned char)1 / (unsigned short)32767) == 0, "/");
_Static_assert(((unsigned char)128 / (unsigned short)2) == 64, "/");
_Static_assert(((unsigned char)127 / (unsigned short)1) == 127, "/");
static const struct { unsigned char a; unsigned short b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, 21845, 21845 },
    { 1, 32767, 32768 },
    { 2, 32768, 32770 },
    { 7, 65534, 65541 },
    { 255, 65535, 65790 },
    { 254, 7, 261 },
    { 128, 2, 130 },
    { 127, 1, 128 },
    { 85, 0, 85 },
    { 85, 21845, 21930 },
};
static const struct { unsigned char a; unsigned short b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 21845, 0 },
    { 1, 32767, 32767 },
    { 2, 32768, 65536 },
    { 7, 65534, 458738 },
    { 255, 65535, 16711425 },
    { 254, 7, 1778 },
    { 128, 2, 256 },
    { 127, 1, 127 },
    { 85, 0, 0 },
    { 85, 21845, 1856825 },
};
static const struct { unsigned char a; unsigned short b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 21845, 1 },
    { 1, 32767, 1 },
    { 2, 32768, 1 },
    { 7, 65534, 1 },
    { 255, 65535, 1 },
    { 254, 7, 0 },
    { 128, 2, 0 },
    { 127, 1, 0 },
    { 85, 0, 0 },
    { 85, 21845, 1 },
};
static const struct { unsigned char a; unsigned short b; int r; } t3[] = {
    { 0, 21845, 0 },
    { 1, 32767, 0 },
    { 2, 32768, 0 },
    { 7, 65534, 0 },
    { 255, 65535, 0 },
    { 254, 7, 36 },
    { 128, 2, 64 },
    { 127, 1, 127 },
    { 85, 21845, 0 },
};

int main(void) {
    for (unsigned i = 0; i < 11; i++)
        if ((t0[i].a + t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a + t0[0].b) != 4) return 25;
    for (unsigned i = 0; i < 11; i++)
        if ((t1[i].a * t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a * t1[0].b) != 4) return 55;
    for (unsigned i = 0; i < 11; i++)
        if ((t2[i].a < t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a < t2[0].b) != 4) return 85;
    for (unsigned i = 0; i < 9; i++)
        if ((t3[i].a / t3[i].b) != t3[i].r) return 91 + i;
    if (sizeof(t3[0].a / t3[0].b) != 4) return 115;
    return 0;
}
