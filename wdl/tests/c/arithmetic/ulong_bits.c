// expect: 0
/* Bit operations of unsigned long. */
_Static_assert(((unsigned long)7ul & (unsigned long)6148914691236517205ul) == 5ul, "&");
_Static_assert(((unsigned long)18446744073709551615ul & (unsigned long)18446744073709551615ul) == 18446744073709551615ul, "&");
_Static_assert(((unsigned long)18446744073709551614ul & (unsigned long)0ul) == 0ul, "&");
_Static_assert(((unsigned long)9223372036854775808ul & (unsigned long)9223372036854775808ul) == 9223372036854775808ul, "&");
_Static_assert(((unsigned long)9223372036854775807ul & (unsigned long)2ul) == 2ul, "&");
_Static_assert(((unsigned long)6148914691236517205ul & (unsigned long)7ul) == 5ul, "&");
_Static_assert(((unsigned long)7ul | (unsigned long)6148914691236517205ul) == 6148914691236517207ul, "|");
_Static_assert(((unsigned long)18446744073709551615ul | (unsigned long)18446744073709551615ul) == 18446744073709551615ul, "|");
_Static_assert(((unsigned long)18446744073709551614ul | (unsigned long)0ul) == 18446744073709551614ul, "|");
_Static_assert(((unsigned long)9223372036854775808ul | (unsigned long)9223372036854775808ul) == 9223372036854775808ul, "|");
_Static_assert(((unsigned long)9223372036854775807ul | (unsigned long)2ul) == 9223372036854775807ul, "|");
_Static_assert(((unsigned long)6148914691236517205ul | (unsigned long)7ul) == 6148914691236517207ul, "|");
_Static_assert(((unsigned long)7ul ^ (unsigned long)6148914691236517205ul) == 6148914691236517202ul, "^");
_Static_assert(((unsigned long)18446744073709551615ul ^ (unsigned long)18446744073709551615ul) == 0ul, "^");
_Static_assert(((unsigned long)18446744073709551614ul ^ (unsigned long)0ul) == 18446744073709551614ul, "^");
_Static_assert(((unsigned long)9223372036854775808ul ^ (unsigned long)9223372036854775808ul) == 0ul, "^");
_Static_assert(((unsigned long)9223372036854775807ul ^ (unsigned long)2ul) == 9223372036854775805ul, "^");
_Static_assert(((unsigned long)6148914691236517205ul ^ (unsigned long)7ul) == 6148914691236517202ul, "^");
static const struct { unsigned long a; unsigned long b; unsigned long r; } t0[] = {
    { 0ul, 0ul, 0ul },
    { 0ul, 18446744073709551614ul, 0ul },
    { 1ul, 1ul, 1ul },
    { 1ul, 9223372036854775808ul, 0ul },
    { 2ul, 2ul, 2ul },
    { 2ul, 9223372036854775807ul, 2ul },
    { 7ul, 7ul, 7ul },
    { 7ul, 6148914691236517205ul, 5ul },
    { 18446744073709551615ul, 18446744073709551615ul, 18446744073709551615ul },
    { 18446744073709551614ul, 0ul, 0ul },
    { 18446744073709551614ul, 18446744073709551614ul, 18446744073709551614ul },
    { 9223372036854775808ul, 1ul, 0ul },
    { 9223372036854775808ul, 9223372036854775808ul, 9223372036854775808ul },
    { 9223372036854775807ul, 2ul, 2ul },
    { 9223372036854775807ul, 9223372036854775807ul, 9223372036854775807ul },
    { 6148914691236517205ul, 7ul, 5ul },
    { 6148914691236517205ul, 6148914691236517205ul, 6148914691236517205ul },
};
static const struct { unsigned long a; unsigned long b; unsigned long r; } t1[] = {
    { 0ul, 0ul, 0ul },
    { 0ul, 18446744073709551614ul, 18446744073709551614ul },
    { 1ul, 1ul, 1ul },
    { 1ul, 9223372036854775808ul, 9223372036854775809ul },
    { 2ul, 2ul, 2ul },
    { 2ul, 9223372036854775807ul, 9223372036854775807ul },
    { 7ul, 7ul, 7ul },
    { 7ul, 6148914691236517205ul, 6148914691236517207ul },
    { 18446744073709551615ul, 18446744073709551615ul, 18446744073709551615ul },
    { 18446744073709551614ul, 0ul, 18446744073709551614ul },
    { 18446744073709551614ul, 18446744073709551614ul, 18446744073709551614ul },
    { 9223372036854775808ul, 1ul, 9223372036854775809ul },
    { 9223372036854775808ul, 9223372036854775808ul, 9223372036854775808ul },
    { 9223372036854775807ul, 2ul, 9223372036854775807ul },
    { 9223372036854775807ul, 9223372036854775807ul, 9223372036854775807ul },
    { 6148914691236517205ul, 7ul, 6148914691236517207ul },
    { 6148914691236517205ul, 6148914691236517205ul, 6148914691236517205ul },
};
static const struct { unsigned long a; unsigned long b; unsigned long r; } t2[] = {
    { 0ul, 0ul, 0ul },
    { 0ul, 18446744073709551614ul, 18446744073709551614ul },
    { 1ul, 1ul, 0ul },
    { 1ul, 9223372036854775808ul, 9223372036854775809ul },
    { 2ul, 2ul, 0ul },
    { 2ul, 9223372036854775807ul, 9223372036854775805ul },
    { 7ul, 7ul, 0ul },
    { 7ul, 6148914691236517205ul, 6148914691236517202ul },
    { 18446744073709551615ul, 18446744073709551615ul, 0ul },
    { 18446744073709551614ul, 0ul, 18446744073709551614ul },
    { 18446744073709551614ul, 18446744073709551614ul, 0ul },
    { 9223372036854775808ul, 1ul, 9223372036854775809ul },
    { 9223372036854775808ul, 9223372036854775808ul, 0ul },
    { 9223372036854775807ul, 2ul, 9223372036854775805ul },
    { 9223372036854775807ul, 9223372036854775807ul, 0ul },
    { 6148914691236517205ul, 7ul, 6148914691236517202ul },
    { 6148914691236517205ul, 6148914691236517205ul, 0ul },
};

int main(void) {
    for (unsigned i = 0; i < 17; i++)
        if ((t0[i].a & t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a & t0[0].b) != 8) return 25;
    for (unsigned i = 0; i < 17; i++)
        if ((t1[i].a | t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a | t1[0].b) != 8) return 55;
    for (unsigned i = 0; i < 17; i++)
        if ((t2[i].a ^ t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a ^ t2[0].b) != 8) return 85;
    return 0;
}
