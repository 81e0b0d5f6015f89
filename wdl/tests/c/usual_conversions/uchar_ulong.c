// expect: 0
/* unsigned char with unsigned long: the usual arithmetic conversions. */
_Static_assert(((unsigned char)2 + (unsigned long)9223372036854775808ul) == 9223372036854775810ul, "+");
_Static_assert(((unsigned char)7 + (unsigned long)18446744073709551614ul) == 5ul, "+");
_Static_assert(((unsigned char)255 + (unsigned long)18446744073709551615ul) == 254ul, "+");
_Static_assert(((unsigned char)254 + (unsigned long)7ul) == 261ul, "+");
_Static_assert(((unsigned char)85 + (unsigned long)6148914691236517205ul) == 6148914691236517290ul, "+");
_Static_assert(((unsigned char)2 * (unsigned long)9223372036854775808ul) == 0ul, "*");
_Static_assert(((unsigned char)7 * (unsigned long)18446744073709551614ul) == 18446744073709551602ul, "*");
_Static_assert(((unsigned char)255 * (unsigned long)18446744073709551615ul) == 18446744073709551361ul, "*");
_Static_assert(((unsigned char)254 * (unsigned long)7ul) == 1778ul, "*");
_Static_assert(((unsigned char)85 * (unsigned long)6148914691236517205ul) == 6148914691236517177ul, "*");
_Static_assert(((unsigned char)2 < (unsigned long)9223372036854775808ul) == 1, "<");
_Static_assert(((unsigned char)7 < (unsigned long)18446744073709551614ul) == 1, "<");
_Static_assert(((unsigned char)255 < (unsigned long)18446744073709551615ul) == 1, "<");
_Static_assert(((unsigned char)254 < (unsigned long)7ul) == 0, "<");
_Static_assert(((unsigned char)85 < (unsigned long)6148914691236517205ul) == 1, "<");
_Static_assert(((unsigned char)1 / (unsigned long)9223372036854775807ul) == 0ul, "/");
_Static_assert(((unsigned char)128 / (unsigned long)2ul) == 64ul, "/");
_Static_assert(((unsigned char)127 / (unsigned long)1ul) == 127ul, "/");
static const struct { unsigned char a; unsigned long b; unsigned long r; } t0[] = {
    { 0, 0ul, 0ul },
    { 0, 6148914691236517205ul, 6148914691236517205ul },
    { 1, 9223372036854775807ul, 9223372036854775808ul },
    { 2, 9223372036854775808ul, 9223372036854775810ul },
    { 7, 18446744073709551614ul, 5ul },
    { 255, 18446744073709551615ul, 254ul },
    { 254, 7ul, 261ul },
    { 128, 2ul, 130ul },
    { 127, 1ul, 128ul },
    { 85, 0ul, 85ul },
    { 85, 6148914691236517205ul, 6148914691236517290ul },
};
static const struct { unsigned char a; unsigned long b; unsigned long r; } t1[] = {
    { 0, 0ul, 0ul },
    { 0, 6148914691236517205ul, 0ul },
    { 1, 9223372036854775807ul, 9223372036854775807ul },
    { 2, 9223372036854775808ul, 0ul },
    { 7, 18446744073709551614ul, 18446744073709551602ul },
    { 255, 18446744073709551615ul, 18446744073709551361ul },
    { 254, 7ul, 1778ul },
    { 128, 2ul, 256ul },
    { 127, 1ul, 127ul },
    { 85, 0ul, 0ul },
    { 85, 6148914691236517205ul, 6148914691236517177ul },
};
static const struct { unsigned char a; unsigned long b; int r; } t2[] = {
    { 0, 0ul, 0 },
    { 0, 6148914691236517205ul, 1 },
    { 1, 9223372036854775807ul, 1 },
    { 2, 9223372036854775808ul, 1 },
    { 7, 18446744073709551614ul, 1 },
    { 255, 18446744073709551615ul, 1 },
    { 254, 7ul, 0 },
    { 128, 2ul, 0 },
    { 127, 1ul, 0 },
    { 85, 0ul, 0 },
    { 85, 6148914691236517205ul, 1 },
};
static const struct { unsigned char a; unsigned long b; unsigned long r; } t3[] = {
    { 0, 6148914691236517205ul, 0ul },
    { 1, 9223372036854775807ul, 0ul },
    { 2, 9223372036854775808ul, 0ul },
    { 7, 18446744073709551614ul, 0ul },
    { 255, 18446744073709551615ul, 0ul },
    { 254, 7ul, 36ul },
    { 128, 2ul, 64ul },
    { 127, 1ul, 127ul },
    { 85, 6148914691236517205ul, 0ul },
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
