// expect: 0
/* unsigned long with long long: the usual arithmetic conversions. */
_Static_assert(((unsigned long)2ul + (long long)9223372036854775807ll) == 9223372036854775809ul, "+");
_Static_assert(((unsigned long)7ul + (long long)(-10ll)) == 18446744073709551613ul, "+");
_Static_assert(((unsigned long)18446744073709551615ul + (long long)7ll) == 6ul, "+");
_Static_assert(((unsigned long)18446744073709551614ul + (long long)2ll) == 0ul, "+");
_Static_assert(((unsigned long)6148914691236517205ul + (long long)0ll) == 6148914691236517205ul, "+");
_Static_assert(((unsigned long)2ul * (long long)9223372036854775807ll) == 18446744073709551614ul, "*");
_Static_assert(((unsigned long)7ul * (long long)(-10ll)) == 18446744073709551546ul, "*");
_Static_assert(((unsigned long)18446744073709551615ul * (long long)7ll) == 18446744073709551609ul, "*");
_Static_assert(((unsigned long)18446744073709551614ul * (long long)2ll) == 18446744073709551612ul, "*");
_Static_assert(((unsigned long)6148914691236517205ul * (long long)0ll) == 0ul, "*");
_Static_assert(((unsigned long)2ul < (long long)9223372036854775807ll) == 1, "<");
_Static_assert(((unsigned long)7ul < (long long)(-10ll)) == 1, "<");
_Static_assert(((unsigned long)18446744073709551615ul < (long long)7ll) == 0, "<");
_Static_assert(((unsigned long)18446744073709551614ul < (long long)2ll) == 0, "<");
_Static_assert(((unsigned long)6148914691236517205ul < (long long)0ll) == 0, "<");
_Static_assert(((unsigned long)1ul / (long long)(-9223372036854775807ll - 1)) == 0ul, "/");
_Static_assert(((unsigned long)9223372036854775808ul / (long long)(-1ll)) == 0ul, "/");
_Static_assert(((unsigned long)9223372036854775807ul / (long long)1ll) == 9223372036854775807ul, "/");
static const struct { unsigned long a; long long b; unsigned long r; } t0[] = {
    { 0ul, 0ll, 0ul },
    { 0ul, 3074457345618258602ll, 3074457345618258602ul },
    { 1ul, (-9223372036854775807ll - 1), 9223372036854775809ul },
    { 2ul, 9223372036854775807ll, 9223372036854775809ul },
    { 7ul, (-10ll), 18446744073709551613ul },
    { 18446744073709551615ul, 7ll, 6ul },
    { 18446744073709551614ul, 2ll, 0ul },
    { 9223372036854775808ul, (-1ll), 9223372036854775807ul },
    { 9223372036854775807ul, 1ll, 9223372036854775808ul },
    { 6148914691236517205ul, 0ll, 6148914691236517205ul },
    { 6148914691236517205ul, 3074457345618258602ll, 9223372036854775807ul },
};
static const struct { unsigned long a; long long b; unsigned long r; } t1[] = {
    { 0ul, 0ll, 0ul },
    { 0ul, 3074457345618258602ll, 0ul },
    { 1ul, (-9223372036854775807ll - 1), 9223372036854775808ul },
    { 2ul, 9223372036854775807ll, 18446744073709551614ul },
    { 7ul, (-10ll), 18446744073709551546ul },
    { 18446744073709551615ul, 7ll, 18446744073709551609ul },
    { 18446744073709551614ul, 2ll, 18446744073709551612ul },
    { 9223372036854775808ul, (-1ll), 9223372036854775808ul },
    { 9223372036854775807ul, 1ll, 9223372036854775807ul },
    { 6148914691236517205ul, 0ll, 0ul },
    { 6148914691236517205ul, 3074457345618258602ll, 11273010267266948210ul },
};
static const struct { unsigned long a; long long b; int r; } t2[] = {
    { 0ul, 0ll, 0 },
    { 0ul, 3074457345618258602ll, 1 },
    { 1ul, (-9223372036854775807ll - 1), 1 },
    { 2ul, 9223372036854775807ll, 1 },
    { 7ul, (-10ll), 1 },
    { 18446744073709551615ul, 7ll, 0 },
    { 18446744073709551614ul, 2ll, 0 },
    { 9223372036854775808ul, (-1ll), 1 },
    { 9223372036854775807ul, 1ll, 0 },
    { 6148914691236517205ul, 0ll, 0 },
    { 6148914691236517205ul, 3074457345618258602ll, 0 },
};
static const struct { unsigned long a; long long b; unsigned long r; } t3[] = {
    { 0ul, 3074457345618258602ll, 0ul },
    { 1ul, (-9223372036854775807ll - 1), 0ul },
    { 2ul, 9223372036854775807ll, 0ul },
    { 7ul, (-10ll), 0ul },
    { 18446744073709551615ul, 7ll, 2635249153387078802ul },
    { 18446744073709551614ul, 2ll, 9223372036854775807ul },
    { 9223372036854775808ul, (-1ll), 0ul },
    { 9223372036854775807ul, 1ll, 9223372036854775807ul },
    { 6148914691236517205ul, 3074457345618258602ll, 2ul },
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
