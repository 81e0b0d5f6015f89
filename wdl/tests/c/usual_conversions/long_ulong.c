// expect: 0
/* long with unsigned long: the usual arithmetic conversions. */
_Static_assert(((long)(-1l) + (unsigned long)9223372036854775808ul) == 9223372036854775807ul, "+");
_Static_assert(((long)(-10l) + (unsigned long)7ul) == 18446744073709551613ul, "+");
_Static_assert(((long)9223372036854775807l + (unsigned long)2ul) == 9223372036854775809ul, "+");
_Static_assert(((long)3074457345618258602l + (unsigned long)0ul) == 3074457345618258602ul, "+");
_Static_assert(((long)(-1l) * (unsigned long)9223372036854775808ul) == 9223372036854775808ul, "*");
_Static_assert(((long)(-10l) * (unsigned long)7ul) == 18446744073709551546ul, "*");
_Static_assert(((long)9223372036854775807l * (unsigned long)2ul) == 18446744073709551614ul, "*");
_Static_assert(((long)3074457345618258602l * (unsigned long)0ul) == 0ul, "*");
_Static_assert(((long)(-1l) < (unsigned long)9223372036854775808ul) == 0, "<");
_Static_assert(((long)(-10l) < (unsigned long)7ul) == 0, "<");
_Static_assert(((long)9223372036854775807l < (unsigned long)2ul) == 0, "<");
_Static_assert(((long)3074457345618258602l < (unsigned long)0ul) == 0, "<");
_Static_assert(((long)1l / (unsigned long)9223372036854775807ul) == 0ul, "/");
_Static_assert(((long)2l / (unsigned long)18446744073709551614ul) == 0ul, "/");
_Static_assert(((long)7l / (unsigned long)18446744073709551615ul) == 0ul, "/");
_Static_assert(((long)(-9223372036854775807l - 1) / (unsigned long)1ul) == 9223372036854775808ul, "/");
static const struct { long a; unsigned long b; unsigned long r; } t0[] = {
    { 0l, 0ul, 0ul },
    { 0l, 6148914691236517205ul, 6148914691236517205ul },
    { 1l, 9223372036854775807ul, 9223372036854775808ul },
    { (-1l), 9223372036854775808ul, 9223372036854775807ul },
    { 2l, 18446744073709551614ul, 0ul },
    { 7l, 18446744073709551615ul, 6ul },
    { (-10l), 7ul, 18446744073709551613ul },
    { 9223372036854775807l, 2ul, 9223372036854775809ul },
    { (-9223372036854775807l - 1), 1ul, 9223372036854775809ul },
    { 3074457345618258602l, 0ul, 3074457345618258602ul },
    { 3074457345618258602l, 6148914691236517205ul, 9223372036854775807ul },
};
static const struct { long a; unsigned long b; unsigned long r; } t1[] = {
    { 0l, 0ul, 0ul },
    { 0l, 6148914691236517205ul, 0ul },
    { 1l, 9223372036854775807ul, 9223372036854775807ul },
    { (-1l), 9223372036854775808ul, 9223372036854775808ul },
    { 2l, 18446744073709551614ul, 18446744073709551612ul },
    { 7l, 18446744073709551615ul, 18446744073709551609ul },
    { (-10l), 7ul, 18446744073709551546ul },
    { 9223372036854775807l, 2ul, 18446744073709551614ul },
    { (-9223372036854775807l - 1), 1ul, 9223372036854775808ul },
    { 3074457345618258602l, 0ul, 0ul },
    { 3074457345618258602l, 6148914691236517205ul, 11273010267266948210ul },
};
static const struct { long a; unsigned long b; int r; } t2[] = {
    { 0l, 0ul, 0 },
    { 0l, 6148914691236517205ul, 1 },
    { 1l, 9223372036854775807ul, 1 },
    { (-1l), 9223372036854775808ul, 0 },
    { 2l, 18446744073709551614ul, 1 },
    { 7l, 18446744073709551615ul, 1 },
    { (-10l), 7ul, 0 },
    { 9223372036854775807l, 2ul, 0 },
    { (-9223372036854775807l - 1), 1ul, 0 },
    { 3074457345618258602l, 0ul, 0 },
    { 3074457345618258602l, 6148914691236517205ul, 1 },
};
static const struct { long a; unsigned long b; unsigned long r; } t3[] = {
    { 0l, 6148914691236517205ul, 0ul },
    { 1l, 9223372036854775807ul, 0ul },
    { (-1l), 9223372036854775808ul, 1ul },
    { 2l, 18446744073709551614ul, 0ul },
    { 7l, 18446744073709551615ul, 0ul },
    { (-10l), 7ul, 2635249153387078800ul },
    { 9223372036854775807l, 2ul, 4611686018427387903ul },
    { (-9223372036854775807l - 1), 1ul, 9223372036854775808ul },
    { 3074457345618258602l, 6148914691236517205ul, 0ul },
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
