// expect: 0
/* short with unsigned short: the usual arithmetic conversions. */
_Static_assert(((short)-1 + (unsigned short)32768) == 32767, "+");
_Static_assert(((short)-10 + (unsigned short)7) == (-3), "+");
_Static_assert(((short)32767 + (unsigned short)2) == 32769, "+");
_Static_assert(((short)10922 + (unsigned short)0) == 10922, "+");
_Static_assert(((short)-1 * (unsigned short)32768) == (-32768), "*");
_Static_assert(((short)-10 * (unsigned short)7) == (-70), "*");
_Static_assert(((short)32767 * (unsigned short)2) == 65534, "*");
_Static_assert(((short)10922 * (unsigned short)0) == 0, "*");
_Static_assert(((short)-1 < (unsigned short)32768) == 1, "<");
_Static_assert(((short)-10 < (unsigned short)7) == 1, "<");
_Static_assert(((short)32767 < (unsigned short)2) == 0, "<");
_Static_assert(((short)10922 < (unsigned short)0) == 0, "<");
_Static_assert(((short)1 / (unsigned short)32767) == 0, "/");
_Static_assert(((short)2 / (unsigned short)65534) == 0, "/");
_Static_assert(((short)7 / (unsigned short)65535) == 0, "/");
_Static_assert(((short)-32768 / (unsigned short)1) == (-32768), "/");
static const struct { short a; unsigned short b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, 21845, 21845 },
    { 1, 32767, 32768 },
    { -1, 32768, 32767 },
    { 2, 65534, 65536 },
    { 7, 65535, 65542 },
    { -10, 7, (-3) },
    { 32767, 2, 32769 },
    { -32768, 1, (-32767) },
    { 10922, 0, 10922 },
    { 10922, 21845, 32767 },
};
static const struct { short a; unsigned short b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 21845, 0 },
    { 1, 32767, 32767 },
    { -1, 32768, (-32768) },
    { 2, 65534, 131068 },
    { 7, 65535, 458745 },
    { -10, 7, (-70) },
    { 32767, 2, 65534 },
    { -32768, 1, (-32768) },
    { 10922, 0, 0 },
    { 10922, 21845, 238591090 },
};
static const struct { short a; unsigned short b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 21845, 1 },
    { 1, 32767, 1 },
    { -1, 32768, 1 },
    { 2, 65534, 1 },
    { 7, 65535, 1 },
    { -10, 7, 1 },
    { 32767, 2, 0 },
    { -32768, 1, 1 },
    { 10922, 0, 0 },
    { 10922, 21845, 1 },
};
static const struct { short a; unsigned short b; int r; } t3[] = {
    { 0, 21845, 0 },
    { 1, 32767, 0 },
    { -1, 32768, 0 },
    { 2, 65534, 0 },
    { 7, 65535, 0 },
    { -10, 7, (-1) },
    { 32767, 2, 16383 },
    { -32768, 1, (-32768) },
    { 10922, 21845, 0 },
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
