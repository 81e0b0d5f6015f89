// expect: 0
/* unsigned char with long long: the usual arithmetic conversions. */
_Static_assert(((unsigned char)2 + (long long)9223372036854775807ll) == (-9223372036854775807ll), "+");
_Static_assert(((unsigned char)7 + (long long)(-10ll)) == (-3ll), "+");
_Static_assert(((unsigned char)255 + (long long)7ll) == 262ll, "+");
_Static_assert(((unsigned char)254 + (long long)2ll) == 256ll, "+");
_Static_assert(((unsigned char)85 + (long long)3074457345618258602ll) == 3074457345618258687ll, "+");
_Static_assert(((unsigned char)2 * (long long)9223372036854775807ll) == (-2ll), "*");
_Static_assert(((unsigned char)7 * (long long)(-10ll)) == (-70ll), "*");
_Static_assert(((unsigned char)255 * (long long)7ll) == 1785ll, "*");
_Static_assert(((unsigned char)254 * (long long)2ll) == 508ll, "*");
_Static_assert(((unsigned char)85 * (long long)3074457345618258602ll) == 3074457345618258546ll, "*");
_Static_assert(((unsigned char)2 < (long long)9223372036854775807ll) == 1, "<");
_Static_assert(((unsigned char)7 < (long long)(-10ll)) == 0, "<");
_Static_assert(((unsigned char)255 < (long long)7ll) == 0, "<");
_Static_assert(((unsigned char)254 < (long long)2ll) == 0, "<");
_Static_assert(((unsigned char)85 < (long long)3074457345618258602ll) == 1, "<");
_Static_assert(((unsigned char)1 / (long long)(-9223372036854775807ll - 1)) == 0ll, "/");
_Static_assert(((unsigned char)128 / (long long)(-1ll)) == (-128ll), "/");
_Static_assert(((unsigned char)127 / (long long)1ll) == 127ll, "/");
static const struct { unsigned char a; long long b; long long r; } t0[] = {
    { 0, 0ll, 0ll },
    { 0, 3074457345618258602ll, 3074457345618258602ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll) },
    { 2, 9223372036854775807ll, (-9223372036854775807ll) },
    { 7, (-10ll), (-3ll) },
    { 255, 7ll, 262ll },
    { 254, 2ll, 256ll },
    { 128, (-1ll), 127ll },
    { 127, 1ll, 128ll },
    { 85, 0ll, 85ll },
    { 85, 3074457345618258602ll, 3074457345618258687ll },
};
static const struct { unsigned char a; long long b; long long r; } t1[] = {
    { 0, 0ll, 0ll },
    { 0, 3074457345618258602ll, 0ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1) },
    { 2, 9223372036854775807ll, (-2ll) },
    { 7, (-10ll), (-70ll) },
    { 255, 7ll, 1785ll },
    { 254, 2ll, 508ll },
    { 128, (-1ll), (-128ll) },
    { 127, 1ll, 127ll },
    { 85, 0ll, 0ll },
    { 85, 3074457345618258602ll, 3074457345618258546ll },
};
static const struct { unsigned char a; long long b; int r; } t2[] = {
    { 0, 0ll, 0 },
    { 0, 3074457345618258602ll, 1 },
    { 1, (-9223372036854775807ll - 1), 0 },
    { 2, 9223372036854775807ll, 1 },
    { 7, (-10ll), 0 },
    { 255, 7ll, 0 },
    { 254, 2ll, 0 },
    { 128, (-1ll), 0 },
    { 127, 1ll, 0 },
    { 85, 0ll, 0 },
    { 85, 3074457345618258602ll, 1 },
};
static const struct { unsigned char a; long long b; long long r; } t3[] = {
    { 0, 3074457345618258602ll, 0ll },
    { 1, (-9223372036854775807ll - 1), 0ll },
    { 2, 9223372036854775807ll, 0ll },
    { 7, (-10ll), 0ll },
    { 255, 7ll, 36ll },
    { 254, 2ll, 127ll },
    { 128, (-1ll), (-128ll) },
    { 127, 1ll, 127ll },
    { 85, 3074457345618258602ll, 0ll },
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
