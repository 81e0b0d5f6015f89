// expect: 0
/* unsigned short with long: the usual arithmetic conversions. */
_Static_assert(((unsigned short)2 + (long)9223372036854775807l) == (-9223372036854775807l), "+");
_Static_assert(((unsigned short)7 + (long)(-10l)) == (-3l), "+");
_Static_assert(((unsigned short)65535 + (long)7l) == 65542l, "+");
_Static_assert(((unsigned short)65534 + (long)2l) == 65536l, "+");
_Static_assert(((unsigned short)21845 + (long)0l) == 21845l, "+");
_Static_assert(((unsigned short)2 * (long)9223372036854775807l) == (-2l), "*");
_Static_assert(((unsigned short)7 * (long)(-10l)) == (-70l), "*");
_Static_assert(((unsigned short)65535 * (long)7l) == 458745l, "*");
_Static_assert(((unsigned short)65534 * (long)2l) == 131068l, "*");
_Static_assert(((unsigned short)21845 * (long)0l) == 0l, "*");
_Static_assert(((unsigned short)2 < (long)9223372036854775807l) == 1, "<");
_Static_assert(((unsigned short)7 < (long)(-10l)) == 0, "<");
_Static_assert(((unsigned short)65535 < (long)7l) == 0, "<");
_Static_assert(((unsigned short)65534 < (long)2l) == 0, "<");
_Static_assert(((unsigned short)21845 < (long)0l) == 0, "<");
_Static_assert(((unsigned short)1 / (long)(-9223372036854775807l - 1)) == 0l, "/");
_Static_assert(((unsigned short)32768 / (long)(-1l)) == (-32768l), "/");
_Static_assert(((unsigned short)32767 / (long)1l) == 32767l, "/");
static const struct { unsigned short a; long b; long r; } t0[] = {
    { 0, 0l, 0l },
    { 0, 3074457345618258602l, 3074457345618258602l },
    { 1, (-9223372036854775807l - 1), (-9223372036854775807l) },
    { 2, 9223372036854775807l, (-9223372036854775807l) },
    { 7, (-10l), (-3l) },
    { 65535, 7l, 65542l },
    { 65534, 2l, 65536l },
    { 32768, (-1l), 32767l },
    { 32767, 1l, 32768l },
    { 21845, 0l, 21845l },
    { 21845, 3074457345618258602l, 3074457345618280447l },
};
static const struct { unsigned short a; long b; long r; } t1[] = {
    { 0, 0l, 0l },
    { 0, 3074457345618258602l, 0l },
    { 1, (-9223372036854775807l - 1), (-9223372036854775807l - 1) },
    { 2, 9223372036854775807l, (-2l) },
    { 7, (-10l), (-70l) },
    { 65535, 7l, 458745l },
    { 65534, 2l, 131068l },
    { 32768, (-1l), (-32768l) },
    { 32767, 1l, 32767l },
    { 21845, 0l, 0l },
    { 21845, 3074457345618258602l, (-3074457345618273166l) },
};
static const struct { unsigned short a; long b; int r; } t2[] = {
    { 0, 0l, 0 },
    { 0, 3074457345618258602l, 1 },
    { 1, (-9223372036854775807l - 1), 0 },
    { 2, 9223372036854775807l, 1 },
    { 7, (-10l), 0 },
    { 65535, 7l, 0 },
    { 65534, 2l, 0 },
    { 32768, (-1l), 0 },
    { 32767, 1l, 0 },
    { 21845, 0l, 0 },
    { 21845, 3074457345618258602l, 1 },
};
static const struct { unsigned short a; long b; long r; } t3[] = {
    { 0, 3074457345618258602l, 0l },
    { 1, (-9223372036854775807l - 1), 0l },
    { 2, 9223372036854775807l, 0l },
    { 7, (-10l), 0l },
    { 65535, 7l, 9362l },
    { 65534, 2l, 32767l },
    { 32768, (-1l), (-32768l) },
    { 32767, 1l, 32767l },
    { 21845, 3074457345618258602l, 0l },
};

int main(void) {
    for (unsigned i = 0; i < 11; i++)
        if ((t0[i].a + t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a + t0[0].b) != 8) return 25;
    for (unsigned i = 0; i < 11; i++)
        if ((t1[i].a * t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a * t1[0].b) != 8) return 55;
    for (unsigned i = 0; i < 11; i++)
        if ((t2[i].a < t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a < t2[0].b) != 4) return 85;
    for (unsigned i = 0; i < 9; i++)
        if ((t3[i].a / t3[i].b) != t3[i].r) return 91 + i;
    if (sizeof(t3[0].a / t3[0].b) != 8) return 115;
    return 0;
}
