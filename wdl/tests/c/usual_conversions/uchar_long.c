// expect: 0
/* unsigned char with long: the usual arithmetic conversions. */
_Static_assert(((unsigned char)2 + (long)9223372036854775807l) == (-9223372036854775807l), "+");
_Static_assert(((unsigned char)7 + (long)(-10l)) == (-3l), "+");
_Static_assert(((unsigned char)255 + (long)7l) == 262l, "+");
_Static_assert(((unsigned char)254 + (long)2l) == 256l, "+");
_Static_assert(((unsigned char)85 + (long)3074457345618258602l) == 3074457345618258687l, "+");
_Static_assert(((unsigned char)2 * (long)9223372036854775807l) == (-2l), "*");
_Static_assert(((unsigned char)7 * (long)(-10l)) == (-70l), "*");
_Static_assert(((unsigned char)255 * (long)7l) == 1785l, "*");
_Static_assert(((unsigned char)254 * (long)2l) == 508l, "*");
_Static_assert(((unsigned char)85 * (long)3074457345618258602l) == 3074457345618258546l, "*");
_Static_assert(((unsigned char)2 < (long)9223372036854775807l) == 1, "<");
_Static_assert(((unsigned char)7 < (long)(-10l)) == 0, "<");
_Static_assert(((unsigned char)255 < (long)7l) == 0, "<");
_Static_assert(((unsigned char)254 < (long)2l) == 0, "<");
_Static_assert(((unsigned char)85 < (long)3074457345618258602l) == 1, "<");
_Static_assert(((unsigned char)1 / (long)(-9223372036854775807l - 1)) == 0l, "/");
_Static_assert(((unsigned char)128 / (long)(-1l)) == (-128l), "/");
_Static_assert(((unsigned char)127 / (long)1l) == 127l, "/");
static const struct { unsigned char a; long b; long r; } t0[] = {
    { 0, 0l, 0l },
    { 0, 3074457345618258602l, 3074457345618258602l },
    { 1, (-9223372036854775807l - 1), (-9223372036854775807l) },
    { 2, 9223372036854775807l, (-9223372036854775807l) },
    { 7, (-10l), (-3l) },
    { 255, 7l, 262l },
    { 254, 2l, 256l },
    { 128, (-1l), 127l },
    { 127, 1l, 128l },
    { 85, 0l, 85l },
    { 85, 3074457345618258602l, 3074457345618258687l },
};
static const struct { unsigned char a; long b; long r; } t1[] = {
    { 0, 0l, 0l },
    { 0, 3074457345618258602l, 0l },
    { 1, (-9223372036854775807l - 1), (-9223372036854775807l - 1) },
    { 2, 9223372036854775807l, (-2l) },
    { 7, (-10l), (-70l) },
    { 255, 7l, 1785l },
    { 254, 2l, 508l },
    { 128, (-1l), (-128l) },
    { 127, 1l, 127l },
    { 85, 0l, 0l },
    { 85, 3074457345618258602l, 3074457345618258546l },
};
static const struct { unsigned char a; long b; int r; } t2[] = {
    { 0, 0l, 0 },
    { 0, 3074457345618258602l, 1 },
    { 1, (-9223372036854775807l - 1), 0 },
    { 2, 9223372036854775807l, 1 },
    { 7, (-10l), 0 },
    { 255, 7l, 0 },
    { 254, 2l, 0 },
    { 128, (-1l), 0 },
    { 127, 1l, 0 },
    { 85, 0l, 0 },
    { 85, 3074457345618258602l, 1 },
};
static const struct { unsigned char a; long b; long r; } t3[] = {
    { 0, 3074457345618258602l, 0l },
    { 1, (-9223372036854775807l - 1), 0l },
    { 2, 9223372036854775807l, 0l },
    { 7, (-10l), 0l },
    { 255, 7l, 36l },
    { 254, 2l, 127l },
    { 128, (-1l), (-128l) },
    { 127, 1l, 127l },
    { 85, 3074457345618258602l, 0l },
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
