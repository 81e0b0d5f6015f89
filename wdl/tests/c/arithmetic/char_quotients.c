// expect: 0
/* Quotients and remainders of signed char. */
_Static_assert(((signed char)2 / (signed char)1) == 2, "/");
_Static_assert(((signed char)127 / (signed char)127) == 1, "/");
_Static_assert(((signed char)42 / (signed char)42) == 1, "/");
_Static_assert(((signed char)2 % (signed char)1) == 0, "%");
_Static_assert(((signed char)127 % (signed char)127) == 0, "%");
_Static_assert(((signed char)42 % (signed char)42) == 0, "%");
static const struct { signed char a; signed char b; int r; } t0[] = {
    { 0, 7, 0 },
    { 0, 42, 0 },
    { 1, 2, 0 },
    { 1, -128, 0 },
    { -1, -1, 1 },
    { -1, 127, 0 },
    { 2, 1, 2 },
    { 2, -10, 0 },
    { 7, 7, 1 },
    { 7, 42, 0 },
    { -10, 2, (-5) },
    { -10, -128, 0 },
    { 127, -1, (-127) },
    { 127, 127, 1 },
    { -128, 1, (-128) },
    { -128, -10, 12 },
    { 42, 7, 6 },
    { 42, 42, 1 },
};
static const struct { signed char a; signed char b; int r; } t1[] = {
    { 0, 7, 0 },
    { 0, 42, 0 },
    { 1, 2, 1 },
    { 1, -128, 1 },
    { -1, -1, 0 },
    { -1, 127, (-1) },
    { 2, 1, 0 },
    { 2, -10, 2 },
    { 7, 7, 0 },
    { 7, 42, 7 },
    { -10, 2, 0 },
    { -10, -128, (-10) },
    { 127, -1, 0 },
    { 127, 127, 0 },
    { -128, 1, 0 },
    { -128, -10, (-8) },
    { 42, 7, 0 },
    { 42, 42, 0 },
};

int main(void) {
    for (unsigned i = 0; i < 18; i++)
        if ((t0[i].a / t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a / t0[0].b) != 4) return 25;
    for (unsigned i = 0; i < 18; i++)
        if ((t1[i].a % t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a % t1[0].b) != 4) return 55;
    return 0;
}
