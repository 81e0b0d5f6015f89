// expect: 0
/* _Bool with unsigned long: the usual arithmetic conversions. */
_Static_assert(((_Bool)0 + (unsigned long)2ul) == 2ul, "+");
_Static_assert(((_Bool)0 + (unsigned long)18446744073709551614ul) == 18446744073709551614ul, "+");
_Static_assert(((_Bool)0 + (unsigned long)6148914691236517205ul) == 6148914691236517205ul, "+");
_Static_assert(((_Bool)1 + (unsigned long)1ul) == 2ul, "+");
_Static_assert(((_Bool)1 + (unsigned long)18446744073709551615ul) == 0ul, "+");
_Static_assert(((_Bool)1 + (unsigned long)9223372036854775807ul) == 9223372036854775808ul, "+");
_Static_assert(((_Bool)0 * (unsigned long)2ul) == 0ul, "*");
_Static_assert(((_Bool)0 * (unsigned long)18446744073709551614ul) == 0ul, "*");
_Static_assert(((_Bool)0 * (unsigned long)6148914691236517205ul) == 0ul, "*");
_Static_assert(((_Bool)1 * (unsigned long)1ul) == 1ul, "*");
_Static_assert(((_Bool)1 * (unsigned long)18446744073709551615ul) == 18446744073709551615ul, "*");
_Static_assert(((_Bool)1 * (unsigned long)9223372036854775807ul) == 9223372036854775807ul, "*");
_Static_assert(((_Bool)0 < (unsigned long)2ul) == 1, "<");
_Static_assert(((_Bool)0 < (unsigned long)18446744073709551614ul) == 1, "<");
_Static_assert(((_Bool)0 < (unsigned long)6148914691236517205ul) == 1, "<");
_Static_assert(((_Bool)1 < (unsigned long)1ul) == 0, "<");
_Static_assert(((_Bool)1 < (unsigned long)18446744073709551615ul) == 1, "<");
_Static_assert(((_Bool)1 < (unsigned long)9223372036854775807ul) == 1, "<");
_Static_assert(((_Bool)0 / (unsigned long)7ul) == 0ul, "/");
_Static_assert(((_Bool)0 / (unsigned long)9223372036854775808ul) == 0ul, "/");
_Static_assert(((_Bool)1 / (unsigned long)7ul) == 0ul, "/");
_Static_assert(((_Bool)1 / (unsigned long)9223372036854775808ul) == 0ul, "/");
static const struct { _Bool a; unsigned long b; unsigned long r; } t0[] = {
    { 0, 0ul, 0ul },
    { 0, 1ul, 1ul },
    { 0, 2ul, 2ul },
    { 0, 7ul, 7ul },
    { 0, 18446744073709551615ul, 18446744073709551615ul },
    { 0, 18446744073709551614ul, 18446744073709551614ul },
    { 0, 9223372036854775808ul, 9223372036854775808ul },
    { 0, 9223372036854775807ul, 9223372036854775807ul },
    { 0, 6148914691236517205ul, 6148914691236517205ul },
    { 1, 0ul, 1ul },
    { 1, 1ul, 2ul },
    { 1, 2ul, 3ul },
    { 1, 7ul, 8ul },
    { 1, 18446744073709551615ul, 0ul },
    { 1, 18446744073709551614ul, 18446744073709551615ul },
    { 1, 9223372036854775808ul, 9223372036854775809ul },
    { 1, 9223372036854775807ul, 9223372036854775808ul },
    { 1, 6148914691236517205ul, 6148914691236517206ul },
};
static const struct { _Bool a; unsigned long b; unsigned long r; } t1[] = {
    { 0, 0ul, 0ul },
    { 0, 1ul, 0ul },
    { 0, 2ul, 0ul },
    { 0, 7ul, 0ul },
    { 0, 18446744073709551615ul, 0ul },
    { 0, 18446744073709551614ul, 0ul },
    { 0, 9223372036854775808ul, 0ul },
    { 0, 9223372036854775807ul, 0ul },
    { 0, 6148914691236517205ul, 0ul },
    { 1, 0ul, 0ul },
    { 1, 1ul, 1ul },
    { 1, 2ul, 2ul },
    { 1, 7ul, 7ul },
    { 1, 18446744073709551615ul, 18446744073709551615ul },
    { 1, 18446744073709551614ul, 18446744073709551614ul },
    { 1, 9223372036854775808ul, 9223372036854775808ul },
    { 1, 9223372036854775807ul, 9223372036854775807ul },
    { 1, 6148914691236517205ul, 6148914691236517205ul },
};
static const struct { _Bool a; unsigned long b; int r; } t2[] = {
    { 0, 0ul, 0 },
    { 0, 1ul, 1 },
    { 0, 2ul, 1 },
    { 0, 7ul, 1 },
    { 0, 18446744073709551615ul, 1 },
    { 0, 18446744073709551614ul, 1 },
    { 0, 9223372036854775808ul, 1 },
    { 0, 9223372036854775807ul, 1 },
    { 0, 6148914691236517205ul, 1 },
    { 1, 0ul, 0 },
    { 1, 1ul, 0 },
    { 1, 2ul, 1 },
    { 1, 7ul, 1 },
    { 1, 18446744073709551615ul, 1 },
    { 1, 18446744073709551614ul, 1 },
    { 1, 9223372036854775808ul, 1 },
    { 1, 9223372036854775807ul, 1 },
    { 1, 6148914691236517205ul, 1 },
};
static const struct { _Bool a; unsigned long b; unsigned long r; } t3[] = {
    { 0, 1ul, 0ul },
    { 0, 2ul, 0ul },
    { 0, 7ul, 0ul },
    { 0, 18446744073709551615ul, 0ul },
    { 0, 18446744073709551614ul, 0ul },
    { 0, 9223372036854775808ul, 0ul },
    { 0, 9223372036854775807ul, 0ul },
    { 0, 6148914691236517205ul, 0ul },
    { 1, 1ul, 1ul },
    { 1, 2ul, 0ul },
    { 1, 7ul, 0ul },
    { 1, 18446744073709551615ul, 0ul },
    { 1, 18446744073709551614ul, 0ul },
    { 1, 9223372036854775808ul, 0ul },
    { 1, 9223372036854775807ul, 0ul },
    { 1, 6148914691236517205ul, 0ul },
};

int main(void) {
    for (unsigned i = 0; i < 18; i++)
        if ((t0[i].a + t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a + t0[0].b) != 8) return 25;
    for (unsigned i = 0; i < 18; i++)
        if ((t1[i].a * t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a * t1[0].b) != 8) return 55;
    for (unsigned i = 0; i < 18; i++)
        if ((t2[i].a < t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a < t2[0].b) != 4) return 85;
    for (unsigned i = 0; i < 16; i++)
        if ((t3[i].a / t3[i].b) != t3[i].r) return 91 + i;
    if (sizeof(t3[0].a / t3[0].b) != 8) return 115;
    return 0;
}
