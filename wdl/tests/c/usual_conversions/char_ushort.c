// expect: 0
/* signed char with unsigned short: the usual arithmetic conversions. */
_Static_assert(((signed char)-1 + (unsigned short)32768) == 32767, "+");
_Static_assert(((signed char)-10 + (unsigned short)7) == (-3), "+");
_Static_assert(((signed char)127 + (unsigned short)2) == 129, "+");
_Static_assert(((signed char)-1 * (unsigned short)32768) == (-32768), "*");
_Static_assert(((signed char)-10 * (unsigned short)7) == (-70), "*");
_Static_assert(((signed char)127 * (unsigned short)2) == 254, "*");
_Static_assert(((signed char)-1 < (unsigned short)32768) == 1, "<");
_Static_assert(((signed char)-10 < (unsigned short)7) == 1, "<");
_Static_assert(((signed char)127 < (unsigned short)2) == 0, "<");
_Static_assert(((signed char)1 / (unsigned short)32767) == 0, "/");
_Static_assert(((signed char)2 / (unsigned short)65534) == 0, "/");
_Static_assert(((signed char)7 / (unsigned short)65535) == 0, "/");
_Static_assert(((signed char)-128 / (unsigned short)1) == (-128), "/");
_Static_assert(((signed char)42 / (unsigned short)21845) == 0, "/");
static const struct { signed char a; unsigned short b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, 21845, 21845 },
    { 1, 32767, 32768 },
    { -1, 32768, 32767 },
    { 2, 65534, 65536 },
    { 7, 65535, 65542 },
    { -10, 7, (-3) },
    { 127, 2, 129 },
    { -128, 1, (-127) },
    { 42, 0, 42 },
    { 42, 21845, 21887 },
};
static const struct { signed char a; unsigned short b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 21845, 0 },
    { 1, 32767, 32767 },
    { -1, 32768, (-32768) },
    { 2, 65534, 131068 },
    { 7, 65535, 458745 },
    { -10, 7, (-70) },
    { 127, 2, 254 },
    { -128, 1, (-128) },
    { 42, 0, 0 },
    { 42, 21845, 917490 },
};
static const struct { signed char a; unsigned short b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 21845, 1 },
    { 1, 32767, 1 },
    { -1, 32768, 1 },
    { 2, 65534, 1 },
    { 7, 65535, 1 },
    { -10, 7, 1 },
    { 127, 2, 0 },
    { -128, 1, 1 },
    { 42, 0, 0 },
    { 42, 21845, 1 },
};
static const struct { signed char a; unsigned short b; int r; } t3[] = {
    { 0, 21845, 0 },
    { 1, 32767, 0 },
    { -1, 32768, 0 },
    { 2, 65534, 0 },
    { 7, 65535, 0 },
    { -10, 7, (-1) },
    { 127, 2, 63 },
    { -128, 1, (-128) },
    { 42, 21845, 0 },
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
