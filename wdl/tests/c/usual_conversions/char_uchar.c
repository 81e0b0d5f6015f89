// expect: 0
/* signed char with unsigned char: the usual arithmetic conversions. */
_Static_assert(((signed char)-1 + (unsigned char)128) == 127, "+");
_Static_assert(((signed char)-10 + (unsigned char)7) == (-3), "+");
_Static_assert(((signed char)127 + (unsigned char)2) == 129, "+");
_Static_assert(((signed char)-1 * (unsigned char)128) == (-128), "*");
_Static_assert(((signed char)-10 * (unsigned char)7) == (-70), "*");
_Static_assert(((signed char)127 * (unsigned char)2) == 254, "*");
_Static_assert(((signed char)-1 < (unsigned char)128) == 1, "<");
_Static_assert(((signed char)-10 < (unsigned char)7) == 1, "<");
_Static_assert(((signed char)127 < (unsigned char)2) == 0, "<");
_Static_assert(((signed char)1 / (unsigned char)127) == 0, "/");
_Static_assert(((signed char)2 / (unsigned char)254) == 0, "/");
_Static_assert(((signed char)7 / (unsigned char)255) == 0, "/");
_Static_assert(((signed char)-128 / (unsigned char)1) == (-128), "/");
_Static_assert(((signed char)42 / (unsigned char)85) == 0, "/");
static const struct { signed char a; unsigned char b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, 85, 85 },
    { 1, 127, 128 },
    { -1, 128, 127 },
    { 2, 254, 256 },
    { 7, 255, 262 },
    { -10, 7, (-3) },
    { 127, 2, 129 },
    { -128, 1, (-127) },
    { 42, 0, 42 },
    { 42, 85, 127 },
};
static const struct { signed char a; unsigned char b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 85, 0 },
    { 1, 127, 127 },
    { -1, 128, (-128) },
    { 2, 254, 508 },
    { 7, 255, 1785 },
    { -10, 7, (-70) },
    { 127, 2, 254 },
    { -128, 1, (-128) },
    { 42, 0, 0 },
    { 42, 85, 3570 },
};
static const struct { signed char a; unsigned char b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 85, 1 },
    { 1, 127, 1 },
    { -1, 128, 1 },
    { 2, 254, 1 },
    { 7, 255, 1 },
    { -10, 7, 1 },
    { 127, 2, 0 },
    { -128, 1, 1 },
    { 42, 0, 0 },
    { 42, 85, 1 },
};
static const struct { signed char a; unsigned char b; int r; } t3[] = {
    { 0, 85, 0 },
    { 1, 127, 0 },
    { -1, 128, 0 },
    { 2, 254, 0 },
    { 7, 255, 0 },
    { -10, 7, (-1) },
    { 127, 2, 63 },
    { -128, 1, (-128) },
    { 42, 85, 0 },
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
