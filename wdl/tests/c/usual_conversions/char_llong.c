// expect: 0
/* signed char with long long: the usual arithmetic conversions. */
_Static_assert(((signed char)-1 + (long long)9223372036854775807ll) == 9223372036854775806ll, "+");
_Static_assert(((signed char)-10 + (long long)2ll) == (-8ll), "+");
_Static_assert(((signed char)127 + (long long)(-1ll)) == 126ll, "+");
_Static_assert(((signed char)-1 * (long long)9223372036854775807ll) == (-9223372036854775807ll), "*");
_Static_assert(((signed char)-10 * (long long)2ll) == (-20ll), "*");
_Static_assert(((signed char)127 * (long long)(-1ll)) == (-127ll), "*");
_Static_assert(((signed char)-1 < (long long)9223372036854775807ll) == 1, "<");
_Static_assert(((signed char)-10 < (long long)2ll) == 1, "<");
_Static_assert(((signed char)127 < (long long)(-1ll)) == 0, "<");
_Static_assert(((signed char)1 / (long long)(-9223372036854775807ll - 1)) == 0ll, "/");
_Static_assert(((signed char)2 / (long long)(-10ll)) == 0ll, "/");
_Static_assert(((signed char)7 / (long long)7ll) == 1ll, "/");
_Static_assert(((signed char)-128 / (long long)1ll) == (-128ll), "/");
_Static_assert(((signed char)42 / (long long)3074457345618258602ll) == 0ll, "/");
static const struct { signed char a; long long b; long long r; } t0[] = {
    { 0, 0ll, 0ll },
    { 0, 3074457345618258602ll, 3074457345618258602ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll) },
    { -1, 9223372036854775807ll, 9223372036854775806ll },
    { 2, (-10ll), (-8ll) },
    { 7, 7ll, 14ll },
    { -10, 2ll, (-8ll) },
    { 127, (-1ll), 126ll },
    { -128, 1ll, (-127ll) },
    { 42, 0ll, 42ll },
    { 42, 3074457345618258602ll, 3074457345618258644ll },
};
static const struct { signed char a; long long b; long long r; } t1[] = {
    { 0, 0ll, 0ll },
    { 0, 3074457345618258602ll, 0ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1) },
    { -1, 9223372036854775807ll, (-9223372036854775807ll) },
    { 2, (-10ll), (-20ll) },
    { 7, 7ll, 49ll },
    { -10, 2ll, (-20ll) },
    { 127, (-1ll), (-127ll) },
    { -128, 1ll, (-128ll) },
    { 42, 0ll, 0ll },
    { 42, 3074457345618258602ll, (-28ll) },
};
static const struct { signed char a; long long b; int r; } t2[] = {
    { 0, 0ll, 0 },
    { 0, 3074457345618258602ll, 1 },
    { 1, (-9223372036854775807ll - 1), 0 },
    { -1, 9223372036854775807ll, 1 },
    { 2, (-10ll), 0 },
    { 7, 7ll, 0 },
    { -10, 2ll, 1 },
    { 127, (-1ll), 0 },
    { -128, 1ll, 1 },
    { 42, 0ll, 0 },
    { 42, 3074457345618258602ll, 1 },
};
static const struct { signed char a; long long b; long long r; } t3[] = {
    { 0, 3074457345618258602ll, 0ll },
    { 1, (-9223372036854775807ll - 1), 0ll },
    { -1, 9223372036854775807ll, 0ll },
    { 2, (-10ll), 0ll },
    { 7, 7ll, 1ll },
    { -10, 2ll, (-5ll) },
    { 127, (-1ll), (-127ll) },
    { -128, 1ll, (-128ll) },
    { 42, 3074457345618258602ll, 0ll },
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
