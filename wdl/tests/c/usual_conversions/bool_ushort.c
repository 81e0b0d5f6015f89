// expect: 0
/* _Bool with unsigned short: the usual arithmetic conversions. */
_Static_assert(((_Bool)0 + (unsigned short)2) == 2, "+");
_Static_assert(((_Bool)0 + (unsigned short)65534) == 65534, "+");
_Static_assert(((_Bool)0 + (unsigned short)21845) == 21845, "+");
_Static_assert(((_Bool)1 + (unsigned short)1) == 2, "+");
_Static_assert(((_Bool)1 + (unsigned short)65535) == 65536, "+");
_Static_assert(((_Bool)1 + (unsigned short)32767) == 32768, "+");
_Static_assert(((_Bool)0 * (unsigned short)2) == 0, "*");
_Static_assert(((_Bool)0 * (unsigned short)65534) == 0, "*");
_Static_assert(((_Bool)0 * (unsigned short)21845) == 0, "*");
_Static_assert(((_Bool)1 * (unsigned short)1) == 1, "*");
_Static_assert(((_Bool)1 * (unsigned short)65535) == 65535, "*");
_Static_assert(((_Bool)1 * (unsigned short)32767) == 32767, "*");
_Static_assert(((_Bool)0 < (unsigned short)2) == 1, "<");
_Static_assert(((_Bool)0 < (unsigned short)65534) == 1, "<");
_Static_assert(((_Bool)0 < (unsigned short)21845) == 1, "<");
_Static_assert(((_Bool)1 < (unsigned short)1) == 0, "<");
_Static_assert(((_Bool)1 < (unsigned short)65535) == 1, "<");
_Static_assert(((_Bool)1 < (unsigned short)32767) == 1, "<");
_Static_assert(((_Bool)0 / (unsigned short)7) == 0, "/");
_Static_assert(((_Bool)0 / (unsigned short)32768) == 0, "/");
_Static_assert(((_Bool)1 / (unsigned short)7) == 0, "/");
_Static_assert(((_Bool)1 / (unsigned short)32768) == 0, "/");
static const struct { _Bool a; unsigned short b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, 1, 1 },
    { 0, 2, 2 },
    { 0, 7, 7 },
    { 0, 65535, 65535 },
    { 0, 65534, 65534 },
    { 0, 32768, 32768 },
    { 0, 32767, 32767 },
    { 0, 21845, 21845 },
    { 1, 0, 1 },
    { 1, 1, 2 },
    { 1, 2, 3 },
    { 1, 7, 8 },
    { 1, 65535, 65536 },
    { 1, 65534, 65535 },
    { 1, 32768, 32769 },
    { 1, 32767, 32768 },
    { 1, 21845, 21846 },
};
static const struct { _Bool a; unsigned short b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 1, 0 },
    { 0, 2, 0 },
    { 0, 7, 0 },
    { 0, 65535, 0 },
    { 0, 65534, 0 },
    { 0, 32768, 0 },
    { 0, 32767, 0 },
    { 0, 21845, 0 },
    { 1, 0, 0 },
    { 1, 1, 1 },
    { 1, 2, 2 },
    { 1, 7, 7 },
    { 1, 65535, 65535 },
    { 1, 65534, 65534 },
    { 1, 32768, 32768 },
    { 1, 32767, 32767 },
    { 1, 21845, 21845 },
};
static const struct { _Bool a; unsigned short b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 1, 1 },
    { 0, 2, 1 },
    { 0, 7, 1 },
    { 0, 65535, 1 },
    { 0, 65534, 1 },
    { 0, 32768, 1 },
    { 0, 32767, 1 },
    { 0, 21845, 1 },
    { 1, 0, 0 },
    { 1, 1, 0 },
    { 1, 2, 1 },
    { 1, 7, 1 },
    { 1, 65535, 1 },
    { 1, 65534, 1 },
    { 1, 32768, 1 },
    { 1, 32767, 1 },
    { 1, 21845, 1 },
};
static const struct { _Bool a; unsigned short b; int r; } t3[] = {
    { 0, 1, 0 },
    { 0, 2, 0 },
    { 0, 7, 0 },
    { 0, 65535, 0 },
    { 0, 65534, 0 },
    { 0, 32768, 0 },
    { 0, 32767, 0 },
    { 0, 21845, 0 },
    { 1, 1, 1 },
    { 1, 2, 0 },
    { 1, 7, 0 },
    { 1, 65535, 0 },
    { 1, 65534, 0 },
    { 1, 32768, 0 },
    { 1, 32767, 0 },
    { 1, 21845, 0 },
};

int main(void) {
    for (unsigned i = 0; i < 18; i++)
        if ((t0[i].a + t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a + t0[0].b) != 4) return 25;
    for (unsigned i = 0; i < 18; i++)
        if ((t1[i].a * t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a * t1[0].b) != 4) return 55;
    for (unsigned i = 0; i < 18; i++)
        if ((t2[i].a < t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a < t2[0].b) != 4) return 85;
    for (unsigned i = 0; i < 16; i++)
        if ((t3[i].a / t3[i].b) != t3[i].r) return 91 + i;
    if (sizeof(t3[0].a / t3[0].b) != 4) return 115;
    return 0;
}
