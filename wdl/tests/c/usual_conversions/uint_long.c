// expect: 0
/* unsigned int with long: the usual arithmetic conversions. */
_Static_assert(((unsigned int)2u + (long)9223372036854775807l) == (-9223372036854775807l), "+");
_Static_assert(((unsigned int)7u + (long)(-10l)) == (-3l), "+");
_Static_assert(((unsigned int)4294967295u + (long)7l) == 4294967302l, "+");
_Static_assert(((unsigned int)4294967294u + (long)2l) == 4294967296l, "+");
_Static_assert(((unsigned int)1431655765u + (long)3074457345618258602l) == 3074457347049914367l, "+");
_Static_assert(((unsigned int)2u * (long)9223372036854775807l) == (-2l), "*");
_Static_assert(((unsigned int)7u * (long)(-10l)) == (-70l), "*");
_Static_assert(((unsigned int)4294967295u * (long)7l) == 30064771065l, "*");
_Static_assert(((unsigned int)4294967294u * (long)2l) == 8589934588l, "*");
_Static_assert(((unsigned int)1431655765u * (long)3074457345618258602l) == 3074457344663821426l, "*");
_Static_assert(((unsigned int)2u < (long)9223372036854775807l) == 1, "<");
_Static_assert(((unsigned int)7u < (long)(-10l)) == 0, "<");
_Static_assert(((unsigned int)4294967295u < (long)7l) == 0, "<");
_Static_assert(((unsigned int)4294967294u < (long)2l) == 0, "<");
_Static_assert(((unsigned int)1431655765u < (long)3074457345618258602l) == 1, "<");
_Static_assert(((unsigned int)1u / (long)(-9223372036854775807l - 1)) == 0l, "/");
_Static_assert(((unsigned int)2147483648u / (long)(-1l)) == (-2147483648l), "/");
_Static_assert(((unsigned int)2147483647u / (long)1l) == 2147483647l, "/");
static const struct { unsigned int a; long b; long r; } t0[] = {
    { 0u, 0l, 0l },
    { 0u, 3074457345618258602l, 3074457345618258602l },
    { 1u, (-9223372036854775807l - 1), (-9223372036854775807l) },
    { 2u, 9223372036854775807l, (-9223372036854775807l) },
    { 7u, (-10l), (-3l) },
    { 4294967295u, 7l, 4294967302l },
    { 4294967294u, 2l, 4294967296l },
    { 2147483648u, (-1l), 2147483647l },
    { 2147483647u, 1l, 2147483648l },
    { 1431655765u, 0l, 1431655765l },
    { 1431655765u, 3074457345618258602l, 3074457347049914367l },
};
static const struct { unsigned int a; long b; long r; } t1[] = {
    { 0u, 0l, 0l },
    { 0u, 3074457345618258602l, 0l },
    { 1u, (-9223372036854775807l - 1), (-9223372036854775807l - 1) },
    { 2u, 9223372036854775807l, (-2l) },
    { 7u, (-10l), (-70l) },
    { 4294967295u, 7l, 30064771065l },
    { 4294967294u, 2l, 8589934588l },
    { 2147483648u, (-1l), (-2147483648l) },
    { 2147483647u, 1l, 2147483647l },
    { 1431655765u, 0l, 0l },
    { 1431655765u, 3074457345618258602l, 3074457344663821426l },
};
static const struct { unsigned int a; long b; int r; } t2[] = {
    { 0u, 0l, 0 },
    { 0u, 3074457345618258602l, 1 },
    { 1u, (-9223372036854775807l - 1), 0 },
    { 2u, 9223372036854775807l, 1 },
    { 7u, (-10l), 0 },
    { 4294967295u, 7l, 0 },
    { 4294967294u, 2l, 0 },
    { 2147483648u, (-1l), 0 },
    { 2147483647u, 1l, 0 },
    { 1431655765u, 0l, 0 },
    { 1431655765u, 3074457345618258602l, 1 },
};
static const struct { unsigned int a; long b; long r; } t3[] = {
    { 0u, 3074457345618258602l, 0l },
    { 1u, (-9223372036854775807l - 1), 0l },
    { 2u, 9223372036854775807l, 0l },
    { 7u, (-10l), 0l },
    { 4294967295u, 7l, 613566756l },
    { 4294967294u, 2l, 2147483647l },
    { 2147483648u, (-1l), (-2147483648l) },
    { 2147483647u, 1l, 2147483647l },
    { 1431655765u, 3074457345618258602l, 0l },
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
