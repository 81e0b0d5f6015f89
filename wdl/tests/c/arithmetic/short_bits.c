// expect: 0
/* Bit operations of short. */
_Static_assert(((short)2 & (short)2) == 2, "&");
_Static_assert(((short)-10 & (short)0) == 0, "&");
_Static_assert(((short)-32768 & (short)-1) == (-32768), "&");
_Static_assert(((short)10922 & (short)2) == 2, "&");
_Static_assert(((short)2 | (short)2) == 2, "|");
_Static_assert(((short)-10 | (short)0) == (-10), "|");
_Static_assert(((short)-32768 | (short)-1) == (-1), "|");
_Static_assert(((short)10922 | (short)2) == 10922, "|");
_Static_assert(((short)2 ^ (short)2) == 0, "^");
_Static_assert(((short)-10 ^ (short)0) == (-10), "^");
_Static_assert(((short)-32768 ^ (short)-1) == 32767, "^");
_Static_assert(((short)10922 ^ (short)2) == 10920, "^");
static const struct { short a; short b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, -10, 0 },
    { 1, 1, 1 },
    { 1, 32767, 1 },
    { -1, -1, (-1) },
    { -1, -32768, (-32768) },
    { 2, 2, 2 },
    { 2, 10922, 2 },
    { 7, 7, 7 },
    { -10, 0, 0 },
    { -10, -10, (-10) },
    { 32767, 1, 1 },
    { 32767, 32767, 32767 },
    { -32768, -1, (-32768) },
    { -32768, -32768, (-32768) },
    { 10922, 2, 2 },
    { 10922, 10922, 10922 },
};
static const struct { short a; short b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, -10, (-10) },
    { 1, 1, 1 },
    { 1, 32767, 32767 },
    { -1, -1, (-1) },
    { -1, -32768, (-1) },
    { 2, 2, 2 },
    { 2, 10922, 10922 },
    { 7, 7, 7 },
    { -10, 0, (-10) },
    { -10, -10, (-10) },
    { 32767, 1, 32767 },
    { 32767, 32767, 32767 },
    { -32768, -1, (-1) },
    { -32768, -32768, (-32768) },
    { 10922, 2, 10922 },
    { 10922, 10922, 10922 },
};
static const struct { short a; short b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, -10, (-10) },
    { 1, 1, 0 },
    { 1, 32767, 32766 },
    { -1, -1, 0 },
    { -1, -32768, 32767 },
    { 2, 2, 0 },
    { 2, 10922, 10920 },
    { 7, 7, 0 },
    { -10, 0, (-10) },
    { -10, -10, 0 },
    { 32767, 1, 32766 },
    { 32767, 32767, 0 },
    { -32768, -1, 32767 },
    { -32768, -32768, 0 },
    { 10922, 2, 10920 },
    { 10922, 10922, 0 },
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
