// expect: 0
/* Quotients and remainders of short. */
_Static_assert(((short)2 / (short)1) == 2, "/");
_Static_assert(((short)32767 / (short)32767) == 1, "/");
_Static_assert(((short)2 % (short)1) == 0, "%");
_Static_assert(((short)32767 % (short)32767) == 0, "%");
static const struct { short a; short b; int r; } t0[] = {
    { 0, 7, 0 },
    { 0, 10922, 0 },
    { 1, 2, 0 },
    { 1, -32768, 0 },
    { -1, -1, 1 },
    { -1, 32767, 0 },
    { 2, 1, 2 },
    { 2, -10, 0 },
    { 7, 7, 1 },
    { 7, 10922, 0 },
    { -10, 2, (-5) },
    { -10, -32768, 0 },
    { 32767, -1, (-32767) },
    { 32767, 32767, 1 },
    { -32768, 1, (-32768) },
    { -32768, -10, 3276 },
    { 10922, 7, 1560 },
    { 10922, 10922, 1 },
};
static const struct { short a; short b; int r; } t1[] = {
    { 0, 7, 0 },
    { 0, 10922, 0 },
    { 1, 2, 1 },
    { 1, -32768, 1 },
    { -1, -1, 0 },
    { -1, 32767, (-1) },
    { 2, 1, 0 },
    { 2, -10, 2 },
    { 7, 7, 0 },
    { 7, 10922, 7 },
    { -10, 2, 0 },
    { -10, -32768, (-10) },
    { 32767, -1, 0 },
    { 32767, 32767, 0 },
    { -32768, 1, 0 },
    { -32768, -10, (-8) },
    { 10922, 7, 2 },
    { 10922, 10922, 0 },
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
