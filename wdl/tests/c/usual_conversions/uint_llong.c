// expect: 0
/* unsigned int with long long: the usual arithmetic conversions. */
_Static_assert(((unsigned int)2u + (long long)9223372036854775807ll) == (-9223372036854775807ll), "+");
_Static_assert(((unsigned int)7u + (long long)(-10ll)) == (-3ll), "+");
_Static_assert(((unsigned int)4294967295u + (long long)7ll) == 4294967302ll, "+");
_Static_assert(((unsigned int)4294967294u + (long long)2ll) == 4294967296ll, "+");
_Static_assert(((unsigned int)1431655765u + (long long)3074457345618258602ll) == 3074457347049914367ll, "+");
_Static_assert(((unsigned int)2u * (long long)9223372036854775807ll) == (-2ll), "*");
_Static_assert(((unsigned int)7u * (long long)(-10ll)) == (-70ll), "*");
_Static_assert(((unsigned int)4294967295u * (long long)7ll) == 30064771065ll, "*");
_Static_assert(((unsigned int)4294967294u * (long long)2ll) == 8589934588ll, "*");
_Static_assert(((unsigned int)1431655765u * (long long)3074457345618258602ll) == 3074457344663821426ll, "*");
_Static_assert(((unsigned int)2u < (long long)9223372036854775807ll) == 1, "<");
_Static_assert(((unsigned int)7u < (long long)(-10ll)) == 0, "<");
_Static_assert(((unsigned int)4294967295u < (long long)7ll) == 0, "<");
_Static_assert(((unsigned int)4294967294u < (long long)2ll) == 0, "<");
_Static_assert(((unsigned int)1431655765u < (long long)3074457345618258602ll) == 1, "<");
_Static_assert(((unsigned int)1u / (long long)(-9223372036854775807ll - 1)) == 0ll, "/");
_Static_assert(((unsigned int)2147483648u / (long long)(-1ll)) == (-2147483648ll), "/");
_Static_assert(((unsigned int)2147483647u / (long long)1ll) == 2147483647ll, "/");
static const struct { unsigned int a; long long b; long long r; } t0[] = {
    { 0u, 0ll, 0ll },
    { 0u, 3074457345618258602ll, 3074457345618258602ll },
    { 1u, (-9223372036854775807ll - 1), (-9223372036854775807ll) },
    { 2u, 9223372036854775807ll, (-9223372036854775807ll) },
    { 7u, (-10ll), (-3ll) },
    { 4294967295u, 7ll, 4294967302ll },
    { 4294967294u, 2ll, 4294967296ll },
    { 2147483648u, (-1ll), 2147483647ll },
    { 2147483647u, 1ll, 2147483648ll },
    { 1431655765u, 0ll, 1431655765ll },
    { 1431655765u, 3074457345618258602ll, 3074457347049914367ll },
};
static const struct { unsigned int a; long long b; long long r; } t1[] = {
    { 0u, 0ll, 0ll },
    { 0u, 3074457345618258602ll, 0ll },
    { 1u, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1) },
    { 2u, 9223372036854775807ll, (-2ll) },
    { 7u, (-10ll), (-70ll) },
    { 4294967295u, 7ll, 30064771065ll },
    { 4294967294u, 2ll, 8589934588ll },
    { 2147483648u, (-1ll), (-2147483648ll) },
    { 2147483647u, 1ll, 2147483647ll },
    { 1431655765u, 0ll, 0ll },
    { 1431655765u, 3074457345618258602ll, 3074457344663821426ll },
};
static const struct { unsigned int a; long long b; int r; } t2[] = {
    { 0u, 0ll, 0 },
    { 0u, 3074457345618258602ll, 1 },
    { 1u, (-9223372036854775807ll - 1), 0 },
    { 2u, 9223372036854775807ll, 1 },
    { 7u, (-10ll), 0 },
    { 4294967295u, 7ll, 0 },
    { 4294967294u, 2ll, 0 },
    { 2147483648u, (-1ll), 0 },
    { 2147483647u, 1ll, 0 },
    { 1431655765u, 0ll, 0 },
    { 1431655765u, 3074457345618258602ll, 1 },
};
static const struct { unsigned int a; long long b; long long r; } t3[] = {
    { 0u, 3074457345618258602ll, 0ll },
    { 1u, (-9223372036854775807ll - 1), 0ll },
    { 2u, 9223372036854775807ll, 0ll },
    { 7u, (-10ll), 0ll },
    { 4294967295u, 7ll, 613566756ll },
    { 4294967294u, 2ll, 2147483647ll },
    { 2147483648u, (-1ll), (-2147483648ll) },
    { 2147483647u, 1ll, 2147483647ll },
    { 1431655765u, 3074457345618258602ll, 0ll },
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
