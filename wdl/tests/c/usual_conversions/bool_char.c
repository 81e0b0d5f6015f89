// expect: 0
/* _Bool with signed char: the usual arithmetic conversions. */
_Static_assert(((_Bool)0 + (signed char)-1) == (-1), "+");
_Static_assert(((_Bool)0 + (signed char)-10) == (-10), "+");
_Static_assert(((_Bool)0 + (signed char)42) == 42, "+");
_Static_assert(((_Bool)1 + (signed char)1) == 2, "+");
_Static_assert(((_Bool)1 + (signed char)7) == 8, "+");
_Static_assert(((_Bool)1 + (signed char)-128) == (-127), "+");
_Static_assert(((_Bool)0 * (signed char)-1) == 0, "*");
_Static_assert(((_Bool)0 * (signed char)-10) == 0, "*");
_Static_assert(((_Bool)0 * (signed char)42) == 0, "*");
_Static_assert(((_Bool)1 * (signed char)1) == 1, "*");
_Static_assert(((_Bool)1 * (signed char)7) == 7, "*");
_Static_assert(((_Bool)1 * (signed char)-128) == (-128), "*");
_Static_assert(((_Bool)0 < (signed char)-1) == 0, "<");
_Static_assert(((_Bool)0 < (signed char)-10) == 0, "<");
_Static_assert(((_Bool)0 < (signed char)42) == 1, "<");
_Static_assert(((_Bool)1 < (signed char)1) == 0, "<");
_Static_assert(((_Bool)1 < (signed char)7) == 1, "<");
_Static_assert(((_Bool)1 < (signed char)-128) == 0, "<");
_Static_assert(((_Bool)0 / (signed char)2) == 0, "/");
_Static_assert(((_Bool)0 / (signed char)127) == 0, "/");
_Static_assert(((_Bool)1 / (signed char)2) == 0, "/");
_Static_assert(((_Bool)1 / (signed char)127) == 0, "/");
static const struct { _Bool a; signed char b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, 1, 1 },
    { 0, -1, (-1) },
    { 0, 2, 2 },
    { 0, 7, 7 },
    { 0, -10, (-10) },
    { 0, 127, 127 },
    { 0, -128, (-128) },
    { 0, 42, 42 },
    { 1, 0, 1 },
    { 1, 1, 2 },
    { 1, -1, 0 },
    { 1, 2, 3 },
    { 1, 7, 8 },
    { 1, -10, (-9) },
    { 1, 127, 128 },
    { 1, -128, (-127) },
    { 1, 42, 43 },
};
static const struct { _Bool a; signed char b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 1, 0 },
    { 0, -1, 0 },
    { 0, 2, 0 },
    { 0, 7, 0 },
    { 0, -10, 0 },
    { 0, 127, 0 },
    { 0, -128, 0 },
    { 0, 42, 0 },
    { 1, 0, 0 },
    { 1, 1, 1 },
    { 1, -1, (-1) },
    { 1, 2, 2 },
    { 1, 7, 7 },
    { 1, -10, (-10) },
    { 1, 127, 127 },
    { 1, -128, (-128) },
    { 1, 42, 42 },
};
static const struct { _Bool a; signed char b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 1, 1 },
    { 0, -1, 0 },
    { 0, 2, 1 },
    { 0, 7, 1 },
    { 0, -10, 0 },
    { 0, 127, 1 },
    { 0, -128, 0 },
    { 0, 42, 1 },
    { 1, 0, 0 },
    { 1, 1, 0 },
    { 1, -1, 0 },
    { 1, 2, 1 },
    { 1, 7, 1 },
    { 1, -10, 0 },
    { 1, 127, 1 },
    { 1, -128, 0 },
    { 1, 42, 1 },
};
static const struct { _Bool a; signed char b; int r; } t3[] = {
    { 0, 1, 0 },
    { 0, -1, 0 },
    { 0, 2, 0 },
    { 0, 7, 0 },
    { 0, -10, 0 },
    { 0, 127, 0 },
    { 0, -128, 0 },
    { 0, 42, 0 },
    { 1, 1, 1 },
    { 1, -1, (-1) },
    { 1, 2, 0 },
    { 1, 7, 0 },
    { 1, -10, 0 },
    { 1, 127, 0 },
    { 1, -128, 0 },
    { 1, 42, 0 },
};

int main(void) {
    for (unsigned i = 0; i < 18; i++)
        if ((t0[i].a + t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a + t0[0].b) != 4) return 25;
    for (unsigned i = 0; i < 18; i++)
        if ((t1[i].a * t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a * t1[0].b) != 4) return 55;
    for (unsigned i = 0; i < 18; i++)
        if ((t2[i].a < t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a < t2[0].b) != 4) return 85;
    for (unsigned i = 0; i < 16; i++)
        if ((t3[i].a / t3[i].b) != t3[i].r) return 91 + i;
    if (sizeof(t3[0].a / t3[0].b) != 4) return 115;
    return 0;
}
