// expect: 0
/* long with long long: the usual arithmetic conversions. */
_Static_assert(((long)(-1l) + (long long)9223372036854775807ll) == 9223372036854775806ll, "+");
_Static_assert(((long)(-10l) + (long long)2ll) == (-8ll), "+");
_Static_assert(((long)9223372036854775807l + (long long)(-1ll)) == 9223372036854775806ll, "+");
_Static_assert(((long)3074457345618258602l + (long long)0ll) == 3074457345618258602ll, "+");
_Static_assert(((long)(-1l) * (long long)9223372036854775807ll) == (-9223372036854775807ll), "*");
_Static_assert(((long)(-10l) * (long long)2ll) == (-20ll), "*");
_Static_assert(((long)9223372036854775807l * (long long)(-1ll)) == (-9223372036854775807ll), "*");
_Static_assert(((long)3074457345618258602l * (long long)0ll) == 0ll, "*");
_Static_assert(((long)(-1l) < (long long)9223372036854775807ll) == 1, "<");
_Static_assert(((long)(-10l) < (long long)2ll) == 1, "<");
_Static_assert(((long)9223372036854775807l < (long long)(-1ll)) == 0, "<");
_Static_assert(((long)3074457345618258602l < (long long)0ll) == 0, "<");
_Static_assert(((long)1l / (long long)(-9223372036854775807ll - 1)) == 0ll, "/");
_Static_assert(((long)2l / (long long)(-10ll)) == 0ll, "/");
_Static_assert(((long)7l / (long long)7ll) == 1ll, "/");
_Static_assert(((long)(-9223372036854775807l - 1) / (long long)1ll) == (-9223372036854775807ll - 1), "/");
static const struct { long a; long long b; long long r; } t0[] = {
    { 0l, 0ll, 0ll },
    { 0l, 3074457345618258602ll, 3074457345618258602ll },
    { 1l, (-9223372036854775807ll - 1), (-9223372036854775807ll) },
    { (-1l), 9223372036854775807ll, 9223372036854775806ll },
    { 2l, (-10ll), (-8ll) },
    { 7l, 7ll, 14ll },
    { (-10l), 2ll, (-8ll) },
    { 9223372036854775807l, (-1ll), 9223372036854775806ll },
    { (-9223372036854775807l - 1), 1ll, (-9223372036854775807ll) },
    { 3074457345618258602l, 0ll, 3074457345618258602ll },
    { 3074457345618258602l, 3074457345618258602ll, 6148914691236517204ll },
};
static const struct { long a; long long b; long long r; } t1[] = {
    { 0l, 0ll, 0ll },
    { 0l, 3074457345618258602ll, 0ll },
    { 1l, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1) },
    { (-1l), 9223372036854775807ll, (-9223372036854775807ll) },
    { 2l, (-10ll), (-20ll) },
    { 7l, 7ll, 49ll },
    { (-10l), 2ll, (-20ll) },
    { 9223372036854775807l, (-1ll), (-9223372036854775807ll) },
    { (-9223372036854775807l - 1), 1ll, (-9223372036854775807ll - 1) },
    { 3074457345618258602l, 0ll, 0ll },
    { 3074457345618258602l, 3074457345618258602ll, 4099276460824344804ll },
};
static const struct { long a; long long b; int r; } t2[] = {
    { 0l, 0ll, 0 },
    { 0l, 3074457345618258602ll, 1 },
    { 1l, (-9223372036854775807ll - 1), 0 },
    { (-1l), 9223372036854775807ll, 1 },
    { 2l, (-10ll), 0 },
    { 7l, 7ll, 0 },
    { (-10l), 2ll, 1 },
    { 9223372036854775807l, (-1ll), 0 },
    { (-9223372036854775807l - 1), 1ll, 1 },
    { 3074457345618258602l, 0ll, 0 },
    { 3074457345618258602l, 3074457345618258602ll, 0 },
};
static const struct { long a; long long b; long long r; } t3[] = {
    { 0l, 3074457345618258602ll, 0ll },
    { 1l, (-9223372036854775807ll - 1), 0ll },
    { (-1l), 9223372036854775807ll, 0ll },
    { 2l, (-10ll), 0ll },
    { 7l, 7ll, 1ll },
    { (-10l), 2ll, (-5ll) },
    { 9223372036854775807l, (-1ll), (-9223372036854775807ll) },
    { (-9223372036854775807l - 1), 1ll, (-9223372036854775807ll - 1) },
    { 3074457345618258602l, 3074457345618258602ll, 1ll },
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
