// expect: 0
/* unsigned char with int: the usual arithmetic conversions. */
_Static_assert(((unsigned char)2 + (int)2147483647) == (-2147483647), "+");
_Static_assert(((unsigned char)7 + (int)(-10)) == (-3), "+");
_Static_assert(((unsigned char)255 + (int)7) == 262, "+");
_Static_assert(((unsigned char)254 + (int)2) == 256, "+");
_Static_assert(((unsigned char)85 + (int)715827882) == 715827967, "+");
_Static_assert(((unsigned char)2 * (int)2147483647) == (-2), "*");
_Static_assert(((unsigned char)7 * (int)(-10)) == (-70), "*");
_Static_assert(((unsigned char)255 * (int)7) == 1785, "*");
_Static_assert(((unsigned char)254 * (int)2) == 508, "*");
_Static_assert(((unsigned char)85 * (int)715827882) == 715827826, "*");
_Static_assert(((unsigned char)2 < (int)2147483647) == 1, "<");
_Static_assert(((unsigned char)7 < (int)(-10)) == 0, "<");
_Static_assert(((unsigned char)255 < (int)7) == 0, "<");
_Static_assert(((unsigned char)254 < (int)2) == 0, "<");
_Static_assert(((unsigned char)85 < (int)715827882) == 1, "<");
_Static_assert(((unsigned char)1 / (int)(-2147483647 - 1)) == 0, "/");
_Static_assert(((unsigned char)128 / (int)(-1)) == (-128), "/");
_Static_assert(((unsigned char)127 / (int)1) == 127, "/");
static const struct { unsigned char a; int b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, 715827882, 715827882 },
    { 1, (-2147483647 - 1), (-2147483647) },
    { 2, 2147483647, (-2147483647) },
    { 7, (-10), (-3) },
    { 255, 7, 262 },
    { 254, 2, 256 },
    { 128, (-1), 127 },
    { 127, 1, 128 },
    { 85, 0, 85 },
    { 85, 715827882, 715827967 },
};
static const struct { unsigned char a; int b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 715827882, 0 },
    { 1, (-2147483647 - 1), (-2147483647 - 1) },
    { 2, 2147483647, (-2) },
    { 7, (-10), (-70) },
    { 255, 7, 1785 },
    { 254, 2, 508 },
    { 128, (-1), (-128) },
    { 127, 1, 127 },
    { 85, 0, 0 },
    { 85, 715827882, 715827826 },
};
static const struct { unsigned char a; int b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 715827882, 1 },
    { 1, (-2147483647 - 1), 0 },
    { 2, 2147483647, 1 },
    { 7, (-10), 0 },
    { 255, 7, 0 },
    { 254, 2, 0 },
    { 128, (-1), 0 },
    { 127, 1, 0 },
    { 85, 0, 0 },
    { 85, 715827882, 1 },
};
static const struct { unsigned char a; int b; int r; } t3[] = {
    { 0, 715827882, 0 },
    { 1, (-2147483647 - 1), 0 },
    { 2, 2147483647, 0 },
    { 7, (-10), 0 },
    { 255, 7, 36 },
    { 254, 2, 127 },
    { 128, (-1), (-128) },
    { 127, 1, 127 },
    { 85, 715827882, 0 },
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
