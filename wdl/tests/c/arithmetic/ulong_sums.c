// expect: 0
/* Sums, differences and products of unsigned long. */
_Static_assert(((unsigned long)7ul + (unsigned long)6148914691236517205ul) == 6148914691236517212ul, "+");
_Static_assert(((unsigned long)18446744073709551615ul + (unsigned long)18446744073709551615ul) == 18446744073709551614ul, "+");
_Static_assert(((unsigned long)18446744073709551614ul + (unsigned long)0ul) == 18446744073709551614ul, "+");
_Static_assert(((unsigned long)9223372036854775808ul + (unsigned long)9223372036854775808ul) == 0ul, "+");
_Static_assert(((unsigned long)9223372036854775807ul + (unsigned long)2ul) == 9223372036854775809ul, "+");
_Static_assert(((unsigned long)6148914691236517205ul + (unsigned long)7ul) == 6148914691236517212ul, "+");
_Static_assert(((unsigned long)7ul - (unsigned long)6148914691236517205ul) == 12297829382473034418ul, "-");
_Static_assert(((unsigned long)18446744073709551615ul - (unsigned long)18446744073709551615ul) == 0ul, "-");
_Static_assert(((unsigned long)18446744073709551614ul - (unsigned long)0ul) == 18446744073709551614ul, "-");
_Static_assert(((unsigned long)9223372036854775808ul - (unsigned long)9223372036854775808ul) == 0ul, "-");
_Static_assert(((unsigned long)9223372036854775807ul - (unsigned long)2ul) == 9223372036854775805ul, "-");
_Static_assert(((unsigned long)6148914691236517205ul - (unsigned long)7ul) == 6148914691236517198ul, "-");
_Static_assert(((unsigned long)7ul * (unsigned long)6148914691236517205ul) == 6148914691236517203ul, "*");
_Static_assert(((unsigned long)18446744073709551615ul * (unsigned long)18446744073709551615ul) == 1ul, "*");
_Static_assert(((unsigned long)18446744073709551614ul * (unsigned long)0ul) == 0ul, "*");
_Static_assert(((unsigned long)9223372036854775808ul * (unsigned long)9223372036854775808ul) == 0ul, "*");
_Static_assert(((unsigned long)9223372036854775807ul * (unsigned long)2ul) == 18446744073709551614ul, "*");
_Static_assert(((unsigned long)6148914691236517205ul * (unsigned long)7ul) == 6148914691236517203ul, "*");
static const struct { unsigned long a; unsigned long b; unsigned long r; } t0[] = {
    { 0ul, 0ul, 0ul },
    { 0ul, 18446744073709551614ul, 18446744073709551614ul },
    { 1ul, 1ul, 2ul },
    { 1ul, 9223372036854775808ul, 9223372036854775809ul },
    { 2ul, 2ul, 4ul },
    { 2ul, 9223372036854775807ul, 9223372036854775809ul },
    { 7ul, 7ul, 14ul },
    { 7ul, 6148914691236517205ul, 6148914691236517212ul },
    { 18446744073709551615ul, 18446744073709551615ul, 18446744073709551614ul },
    { 18446744073709551614ul, 0ul, 18446744073709551614ul },
    { 18446744073709551614ul, 18446744073709551614ul, 18446744073709551612ul },
    { 9223372036854775808ul, 1ul, 9223372036854775809ul },
    { 9223372036854775808ul, 9223372036854775808ul, 0ul },
    { 9223372036854775807ul, 2ul, 9223372036854775809ul },
    { 9223372036854775807ul, 9223372036854775807ul, 18446744073709551614ul },
    { 6148914691236517205ul, 7ul, 6148914691236517212ul },
    { 6148914691236517205ul, 6148914691236517205ul, 12297829382473034410ul },
};
static const struct { unsigned long a; unsigned long b; unsigned long r; } t1[] = {
    { 0ul, 0ul, 0ul },
    { 0ul, 18446744073709551614ul, 2ul },
    { 1ul, 1ul, 0ul },
    { 1ul, 9223372036854775808ul, 9223372036854775809ul },
    { 2ul, 2ul, 0ul },
    { 2ul, 9223372036854775807ul, 9223372036854775811ul },
    { 7ul, 7ul, 0ul },
    { 7ul, 6148914691236517205ul, 12297829382473034418ul },
    { 18446744073709551615ul, 18446744073709551615ul, 0ul },
    { 18446744073709551614ul, 0ul, 18446744073709551614ul },
    { 18446744073709551614ul, 18446744073709551614ul, 0ul },
    { 9223372036854775808ul, 1ul, 9223372036854775807ul },
    { 9223372036854775808ul, 9223372036854775808ul, 0ul },
    { 9223372036854775807ul, 2ul, 9223372036854775805ul },
    { 9223372036854775807ul, 9223372036854775807ul, 0ul },
    { 6148914691236517205ul, 7ul, 6148914691236517198ul },
    { 6148914691236517205ul, 6148914691236517205ul, 0ul },
};
static const struct { unsigned long a; unsigned long b; unsigned long r; } t2[] = {
    { 0ul, 0ul, 0ul },
    { 0ul, 18446744073709551614ul, 0ul },
    { 1ul, 1ul, 1ul },
    { 1ul, 9223372036854775808ul, 9223372036854775808ul },
    { 2ul, 2ul, 4ul },
    { 2ul, 9223372036854775807ul, 18446744073709551614ul },
    { 7ul, 7ul, 49ul },
    { 7ul, 6148914691236517205ul, 6148914691236517203ul },
    { 18446744073709551615ul, 18446744073709551615ul, 1ul },
    { 18446744073709551614ul, 0ul, 0ul },
    { 18446744073709551614ul, 18446744073709551614ul, 4ul },
    { 9223372036854775808ul, 1ul, 9223372036854775808ul },
    { 9223372036854775808ul, 9223372036854775808ul, 0ul },
    { 9223372036854775807ul, 2ul, 18446744073709551614ul },
    { 9223372036854775807ul, 9223372036854775807ul, 1ul },
    { 6148914691236517205ul, 7ul, 6148914691236517203ul },
    { 6148914691236517205ul, 6148914691236517205ul, 10248191152060862009ul },
};

int main(void) {
    for (unsigned i = 0; i < 17; i++)
        if ((t0[i].a + t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a + t0[0].b) != 8) return 25;
    for (unsigned i = 0; i < 17; i++)
        if ((t1[i].a - t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a - t1[0].b) != 8) return 55;
    for (unsigned i = 0; i < 17; i++)
        if ((t2[i].a * t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a * t2[0].b) != 8) return 85;
    return 0;
}
