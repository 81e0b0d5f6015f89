// expect: 0
/* unsigned short with int: the usual arithmetic conversions. */
_Static_assert(((unsigned short)2 + (int)2147483647) == (-2147483647), "+");
_Static_assert(((unsigned short)7 + (int)(-10)) == (-3), "+");
_Static_assert(((unsigned short)65535 + (int)7) == 65542, "+");
_Static_assert(((unsigned short)65534 + (int)2) == 65536, "+");
_Static_assert(((unsigned short)21845 + (int)0) == 21845, "+");
_Static_assert(((unsigned short)2 * (int)2147483647) == (-2), "*");
_Static_assert(((unsigned short)7 * (int)(-10)) == (-70), "*");
_Static_assert(((unsigned short)65535 * (int)7) == 458745, "*");
_Static_assert(((unsigned short)65534 * (int)2) == 131068, "*");
_Static_assert(((unsigned short)21845 * (int)0) == 0, "*");
_Static_assert(((unsigned short)2 < (int)2147483647) == 1, "<");
_Static_assert(((unsigned short)7 < (int)(-10)) == 0, "<");
_Static_assert(((unsigned short)65535 < (int)7) == 0, "<");
_Static_assert(((unsigned short)65534 < (int)2) == 0, "<");
_Static_assert(((unsigned short)21845 < (int)0) == 0, "<");
_Static_assert(((unsigned short)1 / (int)(-2147483647 - 1)) == 0, "/");
_Static_assert(((unsigned short)32768 / (int)(-1)) == (-32768), "/");
_Static_assert(((unsigned short)32767 / (int)1) == 32767, "/");
static const struct { unsigned short a; int b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, 715827882, 715827882 },
    { 1, (-2147483647 - 1), (-2147483647) },
    { 2, 2147483647, (-2147483647) },
    { 7, (-10), (-3) },
    { 65535, 7, 65542 },
    { 65534, 2, 65536 },
    { 32768, (-1), 32767 },
    { 32767, 1, 32768 },
    { 21845, 0, 21845 },
    { 21845, 715827882, 715849727 },
};
static const struct { unsigned short a; int b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 715827882, 0 },
    { 1, (-2147483647 - 1), (-2147483647 - 1) },
    { 2, 2147483647, (-2) },
    { 7, (-10), (-70) },
    { 65535, 7, 458745 },
    { 65534, 2, 131068 },
    { 32768, (-1), (-32768) },
    { 32767, 1, 32767 },
    { 21845, 0, 0 },
    { 21845, 715827882, (-715842446) },
};
static const struct { unsigned short a; int b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 715827882, 1 },
    { 1, (-2147483647 - 1), 0 },
    { 2, 2147483647, 1 },
    { 7, (-10), 0 },
    { 65535, 7, 0 },
    { 65534, 2, 0 },
    { 32768, (-1), 0 },
    { 32767, 1, 0 },
    { 21845, 0, 0 },
    { 21845, 715827882, 1 },
};
static const struct { unsigned short a; int b; int r; } t3[] = {
    { 0, 715827882, 0 },
    { 1, (-2147483647 - 1), 0 },
    { 2, 2147483647, 0 },
    { 7, (-10), 0 },
    { 65535, 7, 9362 },
    { 65534, 2, 32767 },
    { 32768, (-1), (-32768) },
    { 32767, 1, 32767 },
    { 21845, 715827882, 0 },
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
