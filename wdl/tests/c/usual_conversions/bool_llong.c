// expect: 0
/* _Bool with long long: the usual arithmetic conversions. */
_Static_assert(((_Bool)0 + (long long)(-1ll)) == (-1ll), "+");
_Static_assert(((_Bool)0 + (long long)(-10ll)) == (-10ll), "+");
_Static_assert(((_Bool)0 + (long long)3074457345618258602ll) == 3074457345618258602ll, "+");
_Static_assert(((_Bool)1 + (long long)1ll) == 2ll, "+");
_Static_assert(((_Bool)1 + (long long)7ll) == 8ll, "+");
_Static_assert(((_Bool)1 + (long long)(-9223372036854775807ll - 1)) == (-9223372036854775807ll), "+");
_Static_assert(((_Bool)0 * (long long)(-1ll)) == 0ll, "*");
_Static_assert(((_Bool)0 * (long long)(-10ll)) == 0ll, "*");
_Static_assert(((_Bool)0 * (long long)3074457345618258602ll) == 0ll, "*");
_Static_assert(((_Bool)1 * (long long)1ll) == 1ll, "*");
_Static_assert(((_Bool)1 * (long long)7ll) == 7ll, "*");
_Static_assert(((_Bool)1 * (long long)(-9223372036854775807ll - 1)) == (-9223372036854775807ll - 1), "*");
_Static_assert(((_Bool)0 < (long long)(-1ll)) == 0, "<");
_Static_assert(((_Bool)0 < (long long)(-10ll)) == 0, "<");
_Static_assert(((_Bool)0 < (long long)3074457345618258602ll) == 1, "<");
_Static_assert(((_Bool)1 < (long long)1ll) == 0, "<");
_Static_assert(((_Bool)1 < (long long)7ll) == 1, "<");
_Static_assert(((_Bool)1 < (long long)(-9223372036854775807ll - 1)) == 0, "<");
_Static_assert(((_Bool)0 / (long long)2ll) == 0ll, "/");
_Static_assert(((_Bool)0 / (long long)9223372036854775807ll) == 0ll, "/");
_Static_assert(((_Bool)1 / (long long)2ll) == 0ll, "/");
_Static_assert(((_Bool)1 / (long long)9223372036854775807ll) == 0ll, "/");
static const struct { _Bool a; long long b; long long r; } t0[] = {
    { 0, 0ll, 0ll },
    { 0, 1ll, 1ll },
    { 0, (-1ll), (-1ll) },
    { 0, 2ll, 2ll },
    { 0, 7ll, 7ll },
    { 0, (-10ll), (-10ll) },
    { 0, 9223372036854775807ll, 9223372036854775807ll },
    { 0, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1) },
    { 0, 3074457345618258602ll, 3074457345618258602ll },
    { 1, 0ll, 1ll },
    { 1, 1ll, 2ll },
    { 1, (-1ll), 0ll },
    { 1, 2ll, 3ll },
    { 1, 7ll, 8ll },
    { 1, (-10ll), (-9ll) },
    { 1, 9223372036854775807ll, (-9223372036854775807ll - 1) },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll) },
    { 1, 3074457345618258602ll, 3074457345618258603ll },
};
static const struct { _Bool a; long long b; long long r; } t1[] = {
    { 0, 0ll, 0ll },
    { 0, 1ll, 0ll },
    { 0, (-1ll), 0ll },
    { 0, 2ll, 0ll },
    { 0, 7ll, 0ll },
    { 0, (-10ll), 0ll },
    { 0, 9223372036854775807ll, 0ll },
    { 0, (-9223372036854775807ll - 1), 0ll },
    { 0, 3074457345618258602ll, 0ll },
    { 1, 0ll, 0ll },
    { 1, 1ll, 1ll },
    { 1, (-1ll), (-1ll) },
    { 1, 2ll, 2ll },
    { 1, 7ll, 7ll },
    { 1, (-10ll), (-10ll) },
    { 1, 9223372036854775807ll, 9223372036854775807ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1) },
    { 1, 3074457345618258602ll, 3074457345618258602ll },
};
static const struct { _Bool a; long long b; int r; } t2[] = {
    { 0, 0ll, 0 },
    { 0, 1ll, 1 },
    { 0, (-1ll), 0 },
    { 0, 2ll, 1 },
    { 0, 7ll, 1 },
    { 0, (-10ll), 0 },
    { 0, 9223372036854775807ll, 1 },
    { 0, (-9223372036854775807ll - 1), 0 },
    { 0, 3074457345618258602ll, 1 },
    { 1, 0ll, 0 },
    { 1, 1ll, 0 },
    { 1, (-1ll), 0 },
    { 1, 2ll, 1 },
    { 1, 7ll, 1 },
    { 1, (-10ll), 0 },
    { 1, 9223372036854775807ll, 1 },
    { 1, (-9223372036854775807ll - 1), 0 },
    { 1, 3074457345618258602ll, 1 },
};
static const struct { _Bool a; long long b; long long r; } t3[] = {
    { 0, 1ll, 0ll },
    { 0, (-1ll), 0ll },
    { 0, 2ll, 0ll },
    { 0, 7ll, 0ll },
    { 0, (-10ll), 0ll },
    { 0, 9223372036854775807ll, 0ll },
    { 0, (-9223372036854775807ll - 1), 0ll },
    { 0, 3074457345618258602ll, 0ll },
    { 1, 1ll, 1ll },
    { 1, (-1ll), (-1ll) },
    { 1, 2ll, 0ll },
    { 1, 7ll, 0ll },
    { 1, (-10ll), 0ll },
    { 1, 9223372036854775807ll, 0ll },
    { 1, (-9223372036854775807ll - 1), 0ll },
    { 1, 3074457345618258602ll, 0ll },
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
