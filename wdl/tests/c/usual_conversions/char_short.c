// expect: 0
/* signed char with short: the usual arithmetic conversions. */
_Static_assert(((signed char)-1 + (short)32767) == 32766, "+");
_Static_assert(((signed char)-10 + (short)2) == (-8), "+");
_Static_assert(((signed char)127 + (short)-1) == 126, "+");
_Static_assert(((signed char)-1 * (short)32767) == (-32767), "*");
_Static_assert(((signed char)-10 * (short)2) == (-20), "*");
_Static_assert(((signed char)127 * (short)-1) == (-127), "*");
_Static_assert(((signed char)-1 < (short)32767) == 1, "<");
_Static_assert(((signed char)-10 < (short)2) == 1, "<");
_Static_assert(((signed char)127 < (short)-1) == 0, "<");
_Static_assert(((signed char)1 / (short)-32768) == 0, "/");
_Static_assert(((signed char)2 / (short)-10) == 0, "/");
_Static_assert(((signed char)7 / (short)7) == 1, "/");
_Static_assert(((signed char)-128 / (short)1) == (-128), "/");
_Static_assert(((signed char)42 / (short)10922) == 0, "/");
static const struct { signed char a; short b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, 10922, 10922 },
    { 1, -32768, (-32767) },
    { -1, 32767, 32766 },
    { 2, -10, (-8) },
    { 7, 7, 14 },
    { -10, 2, (-8) },
    { 127, -1, 126 },
    { -128, 1, (-127) },
    { 42, 0, 42 },
    { 42, 10922, 10964 },
};
static const struct { signed char a; short b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 10922, 0 },
    { 1, -32768, (-32768) },
    { -1, 32767, (-32767) },
    { 2, -10, (-20) },
    { 7, 7, 49 },
    { -10, 2, (-20) },
    { 127, -1, (-127) },
    { -128, 1, (-128) },
    { 42, 0, 0 },
    { 42, 10922, 458724 },
};
static const struct { signed char a; short b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 10922, 1 },
    { 1, -32768, 0 },
    { -1, 32767, 1 },
    { 2, -10, 0 },
    { 7, 7, 0 },
    { -10, 2, 1 },
    { 127, -1, 0 },
    { -128, 1, 1 },
    { 42, 0, 0 },
    { 42, 10922, 1 },
};
static const struct { signed char a; short b; int r; } t3[] = {
    { 0, 10922, 0 },
    { 1, -32768, 0 },
    { -1, 32767, 0 },
    { 2, -10, 0 },
    { 7, 7, 1 },
    { -10, 2, (-5) },
    { 127, -1, (-127) },
    { -128, 1, (-128) },
    { 42, 10922, 0 },
};

int main(void) {
    for (unsigned i = 0; i < 11; i++)
        if ((t0[i].a + t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a + t0[0].b) != 4) return 25;
    for (unsigned i = 0; i < 11; i++)
        if ((t1[i].a * t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a * t1[0].b) != 4) return 55;
    for (unsigned i = 0; i < 11; i++)
        if ((t2[i].a < t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a < t2[0].b) != 4) return 85;
    for (unsigned i = 0; i < 9; i++)
        if ((t3[i].a / t3[i].b) != t3[i].r) return 91 + i;
    if (sizeof(t3[0].a / t3[0].b) != 4) return 115;
    return 0;
}
