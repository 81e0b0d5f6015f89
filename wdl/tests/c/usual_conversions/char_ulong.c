// expect: 0
/* signed char with unsigned long: the usual arithmetic conversions. */
_Static_assert(((signed char)-1 + (unsigned long)9223372036854775808ul) == 9223372036854775807ul, "+");
_Static_assert(((signed char)-10 + (unsigned long)7ul) == 18446744073709551613ul, "+");
_Static_assert(((signed char)127 + (unsigned long)2ul) == 129ul, "+");
_Static_assert(((signed char)-1 * (unsigned long)9223372036854775808ul) == 9223372036854775808ul, "*");
_Static_assert(((signed char)-10 * (unsigned long)7ul) == 18446744073709551546ul, "*");
_Static_assert(((signed char)127 * (unsigned long)2ul) == 254ul, "*");
_Static_assert(((signed char)-1 < (unsigned long)9223372036854775808ul) == 0, "<");
_Static_assert(((signed char)-10 < (unsigned long)7ul) == 0, "<");
_Static_assert(((signed char)127 < (unsigned long)2ul) == 0, "<");
_Static_assert(((signed char)1 / (unsigned long)9223372036854775807ul) == 0ul, "/");
_Static_assert(((signed char)2 / (unsigned long)18446744073709551614ul) == 0ul, "/");
_Static_assert(((signed char)7 / (unsigned long)18446744073709551615ul) == 0ul, "/");
_Static_assert(((signed char)-128 / (unsigned long)1ul) == 18446744073709551488ul, "/");
_Static_assert(((signed char)42 / (unsigned long)6148914691236517205ul) == 0ul, "/");
static const struct { signed char a; unsigned long b; unsigned long r; } t0[] = {
    { 0, 0ul, 0ul },
    { 0, 6148914691236517205ul, 6148914691236517205ul },
    { 1, 9223372036854775807ul, 9223372036854775808ul },
    { -1, 9223372036854775808ul, 9223372036854775807ul },
    { 2, 18446744073709551614ul, 0ul },
    { 7, 18446744073709551615ul, 6ul },
    { -10, 7ul, 18446744073709551613ul },
    { 127, 2ul, 129ul },
    { -128, 1ul, 18446744073709551489ul },
    { 42, 0ul, 42ul },
    { 42, 6148914691236517205ul, 6148914691236517247ul },
};
static const struct { signed char a; unsigned long b; unsigned long r; } t1[] = {
    { 0, 0ul, 0ul },
    { 0, 6148914691236517205ul, 0ul },
    { 1, 9223372036854775807ul, 9223372036854775807ul },
    { -1, 9223372036854775808ul, 9223372036854775808ul },
    { 2, 18446744073709551614ul, 18446744073709551612ul },
    { 7, 18446744073709551615ul, 18446744073709551609ul },
    { -10, 7ul, 18446744073709551546ul },
    { 127, 2ul, 254ul },
    { -128, 1ul, 18446744073709551488ul },
    { 42, 0ul, 0ul },
    { 42, 6148914691236517205ul, 18446744073709551602ul },
};
static const struct { signed char a; unsigned long b; int r; } t2[] = {
    { 0, 0ul, 0 },
    { 0, 6148914691236517205ul, 1 },
    { 1, 9223372036854775807ul, 1 },
    { -1, 9223372036854775808ul, 0 },
    { 2, 18446744073709551614ul, 1 },
    { 7, 18446744073709551615ul, 1 },
    { -10, 7ul, 0 },
    { 127, 2ul, 0 },
    { -128, 1ul, 0 },
    { 42, 0ul, 0 },
    { 42, 6148914691236517205ul, 1 },
};
static const struct { signed char a; unsigned long b; unsigned long r; } t3[] = {
    { 0, 6148914691236517205ul, 0ul },
    { 1, 9223372036854775807ul, 0ul },
    { -1, 9223372036854775808ul, 1ul },
    { 2, 18446744073709551614ul, 0ul },
    { 7, 18446744073709551615ul, 0ul },
    { -10, 7ul, 2635249153387078800ul },
    { 127, 2ul, 63ul },
    { -128, 1ul, 18446744073709551488ul },
    { 42, 6148914691236517205ul, 0ul },
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
