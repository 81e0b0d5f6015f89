// expect: 0
/* Quotients and remainders of unsigned long. */
_Static_assert(((unsigned long)7ul / (unsigned long)18446744073709551614ul) == 0ul, "/");
_Static_assert(((unsigned long)18446744073709551615ul / (unsigned long)18446744073709551615ul) == 1ul, "/");
_Static_assert(((unsigned long)9223372036854775808ul / (unsigned long)2ul) == 4611686018427387904ul, "/");
_Static_assert(((unsigned long)7ul % (unsigned long)18446744073709551614ul) == 7ul, "%");
_Static_assert(((unsigned long)18446744073709551615ul % (unsigned long)18446744073709551615ul) == 0ul, "%");
_Static_assert(((unsigned long)9223372036854775808ul % (unsigned long)2ul) == 0ul, "%");
static const struct { unsigned long a; unsigned long b; unsigned long r; } t0[] = {
    { 0ul, 18446744073709551615ul, 0ul },
    { 0ul, 6148914691236517205ul, 0ul },
    { 1ul, 7ul, 0ul },
    { 1ul, 9223372036854775807ul, 0ul },
    { 2ul, 2ul, 1ul },
    { 2ul, 9223372036854775808ul, 0ul },
    { 7ul, 1ul, 7ul },
    { 7ul, 18446744073709551614ul, 0ul },
    { 18446744073709551615ul, 18446744073709551615ul, 1ul },
    { 18446744073709551615ul, 6148914691236517205ul, 3ul },
    { 18446744073709551614ul, 7ul, 2635249153387078802ul },
    { 18446744073709551614ul, 9223372036854775807ul, 2ul },
    { 9223372036854775808ul, 2ul, 4611686018427387904ul },
    { 9223372036854775808ul, 9223372036854775808ul, 1ul },
    { 9223372036854775807ul, 1ul, 9223372036854775807ul },
    { 9223372036854775807ul, 18446744073709551614ul, 0ul },
    { 6148914691236517205ul, 18446744073709551615ul, 0ul },
    { 6148914691236517205ul, 6148914691236517205ul, 1ul },
};
static const struct { unsigned long a; unsigned long b; unsigned long r; } t1[] = {
    { 0ul, 18446744073709551615ul, 0ul },
    { 0ul, 6148914691236517205ul, 0ul },
    { 1ul, 7ul, 1ul },
    { 1ul, 9223372036854775807ul, 1ul },
    { 2ul, 2ul, 0ul },
    { 2ul, 9223372036854775808ul, 2ul },
    { 7ul, 1ul, 0ul },
    { 7ul, 18446744073709551614ul, 7ul },
    { 18446744073709551615ul, 18446744073709551615ul, 0ul },
    { 18446744073709551615ul, 6148914691236517205ul, 0ul },
    { 18446744073709551614ul, 7ul, 0ul },
    { 18446744073709551614ul, 9223372036854775807ul, 0ul },
    { 9223372036854775808ul, 2ul, 0ul },
    { 9223372036854775808ul, 9223372036854775808ul, 0ul },
    { 9223372036854775807ul, 1ul, 0ul },
    { 9223372036854775807ul, 18446744073709551614ul, 9223372036854775807ul },
    { 6148914691236517205ul, 18446744073709551615ul, 6148914691236517205ul },
    { 6148914691236517205ul, 6148914691236517205ul, 0ul },
};

int main(void) {
    for (unsigned i = 0; i < 18; i++)
        if ((t0[i].a / t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a / t0[0].b) != 8) return 25;
    for (unsigned i = 0; i < 18; i++)
        if ((t1[i].a % t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a % t1[0].b) != 8) return 55;
    return 0;
}
