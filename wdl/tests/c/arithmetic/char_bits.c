// expect: 0
/* Bit operations of signed char. */
_Static_assert(((signed char)2 & (signed char)2) == 2, "&");
_Static_assert(((signed char)-10 & (signed char)0) == 0, "&");
_Static_assert(((signed char)-128 & (signed char)-1) == (-128), "&");
_Static_assert(((signed char)2 | (signed char)2) == 2, "|");
_Static_assert(((signed char)-10 | (signed char)0) == (-10), "|");
_Static_assert(((signed char)-128 | (signed char)-1) == (-1), "|");
_Static_assert(((signed char)2 ^ (signed char)2) == 0, "^");
_Static_assert(((signed char)-10 ^ (signed char)0) == (-10), "^");
_Static_assert(((signed char)-128 ^ (signed char)-1) == 127, "^");
static const struct { signed char a; signed char b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, -10, 0 },
    { 1, 1, 1 },
    { 1, 127, 1 },
    { -1, -1, (-1) },
    { -1, -128, (-128) },
    { 2, 2, 2 },
    { 2, 42, 2 },
    { 7, 7, 7 },
    { -10, 0, 0 },
    { -10, -10, (-10) },
    { 127, 1, 1 },
    { 127, 127, 127 },
    { -128, -1, (-128) },
    { -128, -128, (-128) },
    { 42, 2, 2 },
    { 42, 42, 42 },
};
static const struct { signed char a; signed char b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, -10, (-10) },
    { 1, 1, 1 },
    { 1, 127, 127 },
    { -1, -1, (-1) },
    { -1, -128, (-1) },
    { 2, 2, 2 },
    { 2, 42, 42 },
    { 7, 7, 7 },
    { -10, 0, (-10) },
    { -10, -10, (-10) },
    { 127, 1, 127 },
    { 127, 127, 127 },
    { -128, -1, (-1) },
    { -128, -128, (-128) },
    { 42, 2, 42 },
    { 42, 42, 42 },
};
static const struct { signed char a; signed char b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, -10, (-10) },
    { 1, 1, 0 },
    { 1, 127, 126 },
    { -1, -1, 0 },
    { -1, -128, 127 },
    { 2, 2, 0 },
    { 2, 42, 40 },
    { 7, 7, 0 },
    { -10, 0, (-10) },
    { -10, -10, 0 },
    { 127, 1, 126 },
    { 127, 127, 0 },
    { -128, -1, 127 },
    { -128, -128, 0 },
    { 42, 2, 40 },
    { 42, 42, 0 },
};

int main(void) {
    for (unsigned i = 0; i < 17; i++)
        if ((t0[i].a & t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a & t0[0].b) != 4) return 25;
    for (unsigned i = 0; i < 17; i++)
        if ((t1[i].a | t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a | t1[0].b) != 4) return 55;
    for (unsigned i = 0; i < 17; i++)
        if ((t2[i].a ^ t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a ^ t2[0].b) != 4) return 85;
    return 0;
}
