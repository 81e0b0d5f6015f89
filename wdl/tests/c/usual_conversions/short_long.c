// expect: 0
/* short with long: the usual arithmetic conversions. */
_Static_assert(((short)-1 + (long)9223372036854775807l) == 9223372036854775806l, "+");
_Static_assert(((short)-10 + (long)2l) == (-8l), "+");
_Static_assert(((short)32767 + (long)(-1l)) == 32766l, "+");
_Static_assert(((short)10922 + (long)0l) == 10922l, "+");
_Static_assert(((short)-1 * (long)9223372036854775807l) == (-9223372036854775807l), "*");
_Static_assert(((short)-10 * (long)2l) == (-20l), "*");
_Static_assert(((short)32767 * (long)(-1l)) == (-32767l), "*");
_Static_assert(((short)10922 * (long)0l) == 0l, "*");
_Static_assert(((short)-1 < (long)9223372036854775807l) == 1, "<");
_Static_assert(((short)-10 < (long)2l) == 1, "<");
_Static_assert(((short)32767 < (long)(-1l)) == 0, "<");
_Static_assert(((short)10922 < (long)0l) == 0, "<");
_Static_assert(((short)1 / (long)(-9223372036854775807l - 1)) == 0l, "/");
_Static_assert(((short)2 / (long)(-10l)) == 0l, "/");
_Static_assert(((short)7 / (long)7l) == 1l, "/");
_Static_assert(((short)-32768 / (long)1l) == (-32768l), "/");
static const struct { short a; long b; long r; } t0[] = {
    { 0, 0l, 0l },
    { 0, 3074457345618258602l, 3074457345618258602l },
    { 1, (-9223372036854775807l - 1), (-9223372036854775807l) },
    { -1, 9223372036854775807l, 9223372036854775806l },
    { 2, (-10l), (-8l) },
    { 7, 7l, 14l },
    { -10, 2l, (-8l) },
    { 32767, (-1l), 32766l },
    { -32768, 1l, (-32767l) },
    { 10922, 0l, 10922l },
    { 10922, 3074457345618258602l, 3074457345618269524l },
};
static const struct { short a; long b; long r; } t1[] = {
    { 0, 0l, 0l },
    { 0, 3074457345618258602l, 0l },
    { 1, (-9223372036854775807l - 1), (-9223372036854775807l - 1) },
    { -1, 9223372036854775807l, (-9223372036854775807l) },
    { 2, (-10l), (-20l) },
    { 7, 7l, 49l },
    { -10, 2l, (-20l) },
    { 32767, (-1l), (-32767l) },
    { -32768, 1l, (-32768l) },
    { 10922, 0l, 0l },
    { 10922, 3074457345618258602l, 6148914691236509924l },
};
static const struct { short a; long b; int r; } t2[] = {
    { 0, 0l, 0 },
    { 0, 3074457345618258602l, 1 },
    { 1, (-9223372036854775807l - 1), 0 },
    { -1, 9223372036854775807l, 1 },
    { 2, (-10l), 0 },
    { 7, 7l, 0 },
    { -10, 2l, 1 },
    { 32767, (-1l), 0 },
    { -32768, 1l, 1 },
    { 10922, 0l, 0 },
    { 10922, 3074457345618258602l, 1 },
};
static const struct { short a; long b; long r; } t3[] = {
    { 0, 3074457345618258602l, 0l },
    { 1, (-9223372036854775807l - 1), 0l },
    { -1, 9223372036854775807l, 0l },
    { 2, (-10l), 0l },
    { 7, 7l, 1l },
    { -10, 2l, (-5l) },
    { 32767, (-1l), (-32767l) },
    { -32768, 1l, (-32768l) },
    { 10922, 3074457345618258602l, 0l },
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
