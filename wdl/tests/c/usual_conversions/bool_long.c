// expect: 0
/* _Bool with long: the usual arithmetic conversions. */
_Static_assert(((_Bool)0 + (long)(-1l)) == (-1l), "+");
_Static_assert(((_Bool)0 + (long)(-10l)) == (-10l), "+");
_Static_assert(((_Bool)0 + (long)3074457345618258602l) == 3074457345618258602l, "+");
_Static_assert(((_Bool)1 + (long)1l) == 2l, "+");
_Static_assert(((_Bool)1 + (long)7l) == 8l, "+");
_Static_assert(((_Bool)1 + (long)(-9223372036854775807l - 1)) == (-9223372036854775807l), "+");
_Static_assert(((_Bool)0 * (long)(-1l)) == 0l, "*");
_Static_assert(((_Bool)0 * (long)(-10l)) == 0l, "*");
_Static_assert(((_Bool)0 * (long)3074457345618258602l) == 0l, "*");
_Static_assert(((_Bool)1 * (long)1l) == 1l, "*");
_Static_assert(((_Bool)1 * (long)7l) == 7l, "*");
_Static_assert(((_Bool)1 * (long)(-9223372036854775807l - 1)) == (-9223372036854775807l - 1), "*");
_Static_assert(((_Bool)0 < (long)(-1l)) == 0, "<");
_Static_assert(((_Bool)0 < (long)(-10l)) == 0, "<");
_Static_assert(((_Bool)0 < (long)3074457345618258602l) == 1, "<");
_Static_assert(((_Bool)1 < (long)1l) == 0, "<");
_Static_assert(((_Bool)1 < (long)7l) == 1, "<");
_Static_assert(((_Bool)1 < (long)(-9223372036854775807l - 1)) == 0, "<");
_Static_assert(((_Bool)0 / (long)2l) == 0l, "/");
_Static_assert(((_Bool)0 / (long)9223372036854775807l) == 0l, "/");
_Static_assert(((_Bool)1 / (long)2l) == 0l, "/");
_Static_assert(((_Bool)1 / (long)9223372036854775807l) == 0l, "/");
static const struct { _Bool a; long b; long r; } t0[] = {
    { 0, 0l, 0l },
    { 0, 1l, 1l },
    { 0, (-1l), (-1l) },
    { 0, 2l, 2l },
    { 0, 7l, 7l },
    { 0, (-10l), (-10l) },
    { 0, 9223372036854775807l, 9223372036854775807l },
    { 0, (-9223372036854775807l - 1), (-9223372036854775807l - 1) },
    { 0, 3074457345618258602l, 3074457345618258602l },
    { 1, 0l, 1l },
    { 1, 1l, 2l },
    { 1, (-1l), 0l },
    { 1, 2l, 3l },
    { 1, 7l, 8l },
    { 1, (-10l), (-9l) },
    { 1, 9223372036854775807l, (-9223372036854775807l - 1) },
    { 1, (-9223372036854775807l - 1), (-9223372036854775807l) },
    { 1, 3074457345618258602l, 3074457345618258603l },
};
static const struct { _Bool a; long b; long r; } t1[] = {
    { 0, 0l, 0l },
    { 0, 1l, 0l },
    { 0, (-1l), 0l },
    { 0, 2l, 0l },
    { 0, 7l, 0l },
    { 0, (-10l), 0l },
    { 0, 9223372036854775807l, 0l },
    { 0, (-9223372036854775807l - 1), 0l },
    { 0, 3074457345618258602l, 0l },
    { 1, 0l, 0l },
    { 1, 1l, 1l },
    { 1, (-1l), (-1l) },
    { 1, 2l, 2l },
    { 1, 7l, 7l },
    { 1, (-10l), (-10l) },
    { 1, 9223372036854775807l, 9223372036854775807l },
    { 1, (-9223372036854775807l - 1), (-9223372036854775807l - 1) },
    { 1, 3074457345618258602l, 3074457345618258602l },
};
static const struct { _Bool a; long b; int r; } t2[] = {
    { 0, 0l, 0 },
    { 0, 1l, 1 },
    { 0, (-1l), 0 },
    { 0, 2l, 1 },
    { 0, 7l, 1 },
    { 0, (-10l), 0 },
    { 0, 9223372036854775807l, 1 },
    { 0, (-9223372036854775807l - 1), 0 },
    { 0, 3074457345618258602l, 1 },
    { 1, 0l, 0 },
    { 1, 1l, 0 },
    { 1, (-1l), 0 },
    { 1, 2l, 1 },
    { 1, 7l, 1 },
    { 1, (-10l), 0 },
    { 1, 9223372036854775807l, 1 },
    { 1, (-9223372036854775807l - 1), 0 },
    { 1, 3074457345618258602l, 1 },
};
static const struct { _Bool a; long b; long r; } t3[] = {
    { 0, 1l, 0l },
    { 0, (-1l), 0l },
    { 0, 2l, 0l },
    { 0, 7l, 0l },
    { 0, (-10l), 0l },
    { 0, 9223372036854775807l, 0l },
    { 0, (-9223372036854775807l - 1), 0l },
    { 0, 3074457345618258602l, 0l },
    { 1, 1l, 1l },
    { 1, (-1l), (-1l) },
    { 1, 2l, 0l },
    { 1, 7l, 0l },
    { 1, (-10l), 0l },
    { 1, 9223372036854775807l, 0l },
    { 1, (-9223372036854775807l - 1), 0l },
    { 1, 3074457345618258602l, 0l },
};

int main(void) {
    for (unsigned i = 0; i < 18; i++)
        if ((t0[i].a + t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a + t0[0].b) != 8) return 25;
    for (unsigned i = 0; i < 18; i++)
        if ((t1[i].a * t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a * t1[0].b) != 8) return 55;
    for (unsigned i = 0; i < 18; i++)
        if ((t2[i].a < t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a < t2[0].b) != 4) return 85;
    for (unsigned i = 0; i < 16; i++)
        if ((t3[i].a / t3[i].b) != t3[i].r) return 91 + i;
    if (sizeof(t3[0].a / t3[0].b) != 8) return 115;
    return 0;
}
