// expect: 0
/* unsigned short with long long: the usual arithmetic conversions. */
_Static_assert(((unsigned short)2 + (long long)9223372036854775807ll) == (-9223372036854775807ll), "+");
_Static_assert(((unsigned short)7 + (long long)(-10ll)) == (-3ll), "+");
_Static_assert(((unsigned short)65535 + (long long)7ll) == 65542ll, "+");
_Static_assert(((unsigned short)65534 + (long long)2ll) == 65536ll, "+");
_Static_assert(((unsigned short)21845 + (long long)0ll) == 21845ll, "+");
_Static_assert(((unsigned short)2 * (long long)9223372036854775807ll) == (-2ll), "*");
_Static_assert(((unsigned short)7 * (long long)(-10ll)) == (-70ll), "*");
_Static_assert(((unsigned short)65535 * (long long)7ll) == 458745ll, "*");
_Static_assert(((unsigned short)65534 * (long long)2ll) == 131068ll, "*");
_Static_assert(((unsigned short)21845 * (long long)0ll) == 0ll, "*");
_Static_assert(((unsigned short)2 < (long long)9223372036854775807ll) == 1, "<");
_Static_assert(((unsigned short)7 < (long long)(-10ll)) == 0, "<");
_Static_assert(((unsigned short)65535 < (long long)7ll) == 0, "<");
_Static_assert(((unsigned short)65534 < (long long)2ll) == 0, "<");
_Static_assert(((unsigned short)21845 < (long long)0ll) == 0, "<");
_Static_assert(((unsigned short)1 / (long long)(-9223372036854775807ll - 1)) == 0ll, "/");
_Static_assert(((unsigned short)32768 / (long long)(-1ll)) == (-32768ll), "/");
_Static_assert(((unsigned short)32767 / (long long)1ll) == 32767ll, "/");
static const struct { unsigned short a; long long b; long long r; } t0[] = {
    { 0, 0ll, 0ll },
    { 0, 3074457345618258602ll, 3074457345618258602ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll) },
    { 2, 9223372036854775807ll, (-9223372036854775807ll) },
    { 7, (-10ll), (-3ll) },
    { 65535, 7ll, 65542ll },
    { 65534, 2ll, 65536ll },
    { 32768, (-1ll), 32767ll },
    { 32767, 1ll, 32768ll },
    { 21845, 0ll, 21845ll },
    { 21845, 3074457345618258602ll, 3074457345618280447ll },
};
static const struct { unsigned short a; long long b; long long r; } t1[] = {
    { 0, 0ll, 0ll },
    { 0, 3074457345618258602ll, 0ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1) },
    { 2, 9223372036854775807ll, (-2ll) },
    { 7, (-10ll), (-70ll) },
    { 65535, 7ll, 458745ll },
    { 65534, 2ll, 131068ll },
    { 32768, (-1ll), (-32768ll) },
    { 32767, 1ll, 32767ll },
    { 21845, 0ll, 0ll },
    { 21845, 3074457345618258602ll, (-3074457345618273166ll) },
};
static const struct { unsigned short a; long long b; int r; } t2[] = {
    { 0, 0ll, 0 },
    { 0, 3074457345618258602ll, 1 },
    { 1, (-9223372036854775807ll - 1), 0 },
    { 2, 9223372036854775807ll, 1 },
    { 7, (-10ll), 0 },
    { 65535, 7ll, 0 },
    { 65534, 2ll, 0 },
    { 32768, (-1ll), 0 },
    { 32767, 1ll, 0 },
    { 21845, 0ll, 0 },
    { 21845, 3074457345618258602ll, 1 },
};
static const struct { unsigned short a; long long b; long long r; } t3[] = {
    { 0, 3074457345618258602ll, 0ll },
    { 1, (-9223372036854775807ll - 1), 0ll },
    { 2, 9223372036854775807ll, 0ll },
    { 7, (-10ll), 0ll },
    { 65535, 7ll, 9362ll },
    { 65534, 2ll, 32767ll },
    { 32768, (-1ll), (-32768ll) },
    { 32767, 1ll, 32767ll },
    { 21845, 3074457345618258602ll, 0ll },
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
