// expect: 0
/* Comparisons of unsigned long. */
_Static_assert(((unsigned long)2ul == (unsigned long)0ul) == 0, "==");
_Static_assert(((unsigned long)9223372036854775808ul == (unsigned long)0ul) == 0, "==");
_Static_assert(((unsigned long)6148914691236517205ul == (unsigned long)0ul) == 0, "==");
_Static_assert(((unsigned long)2ul != (unsigned long)0ul) == 1, "!=");
_Static_assert(((unsigned long)9223372036854775808ul != (unsigned long)0ul) == 1, "!=");
_Static_assert(((unsigned long)6148914691236517205ul != (unsigned long)0ul) == 1, "!=");
_Static_assert(((unsigned long)2ul < (unsigned long)0ul) == 0, "<");
_Static_assert(((unsigned long)9223372036854775808ul < (unsigned long)0ul) == 0, "<");
_Static_assert(((unsigned long)6148914691236517205ul < (unsigned long)0ul) == 0, "<");
_Static_assert(((unsigned long)2ul <= (unsigned long)0ul) == 0, "<=");
_Static_assert(((unsigned long)9223372036854775808ul <= (unsigned long)0ul) == 0, "<=");
_Static_assert(((unsigned long)6148914691236517205ul <= (unsigned long)0ul) == 0, "<=");
_Static_assert(((unsigned long)2ul > (unsigned long)0ul) == 1, ">");
_Static_assert(((unsigned long)9223372036854775808ul > (unsigned long)0ul) == 1, ">");
_Static_assert(((unsigned long)6148914691236517205ul > (unsigned long)0ul) == 1, ">");
_Static_assert(((unsigned long)2ul >= (unsigned long)0ul) == 1, ">=");
_Static_assert(((unsigned long)9223372036854775808ul >= (unsigned long)0ul) == 1, ">=");
_Static_assert(((unsigned long)6148914691236517205ul >= (unsigned long)0ul) == 1, ">=");
static const struct { unsigned long a; unsigned long b; int r; } t0[] = {
    { 0ul, 0ul, 1 },
    { 0ul, 9223372036854775808ul, 0 },
    { 1ul, 7ul, 0 },
    { 2ul, 0ul, 0 },
    { 2ul, 9223372036854775808ul, 0 },
    { 7ul, 7ul, 1 },
    { 18446744073709551615ul, 0ul, 0 },
    { 18446744073709551615ul, 9223372036854775808ul, 0 },
    { 18446744073709551614ul, 7ul, 0 },
    { 9223372036854775808ul, 0ul, 0 },
    { 9223372036854775808ul, 9223372036854775808ul, 1 },
    { 9223372036854775807ul, 7ul, 0 },
    { 6148914691236517205ul, 0ul, 0 },
    { 6148914691236517205ul, 9223372036854775808ul, 0 },
};
static const struct { unsigned long a; unsigned long b; int r; } t1[] = {
    { 0ul, 0ul, 0 },
    { 0ul, 9223372036854775808ul, 1 },
    { 1ul, 7ul, 1 },
    { 2ul, 0ul, 1 },
    { 2ul, 9223372036854775808ul, 1 },
    { 7ul, 7ul, 0 },
    { 18446744073709551615ul, 0ul, 1 },
    { 18446744073709551615ul, 9223372036854775808ul, 1 },
    { 18446744073709551614ul, 7ul, 1 },
    { 9223372036854775808ul, 0ul, 1 },
    { 9223372036854775808ul, 9223372036854775808ul, 0 },
    { 9223372036854775807ul, 7ul, 1 },
    { 6148914691236517205ul, 0ul, 1 },
    { 6148914691236517205ul, 9223372036854775808ul, 1 },
};
static const struct { unsigned long a; unsigned long b; int r; } t2[] = {
    { 0ul, 0ul, 0 },
    { 0ul, 9223372036854775808ul, 1 },
    { 1ul, 7ul, 1 },
    { 2ul, 0ul, 0 },
    { 2ul, 9223372036854775808ul, 1 },
    { 7ul, 7ul, 0 },
    { 18446744073709551615ul, 0ul, 0 },
    { 18446744073709551615ul, 9223372036854775808ul, 0 },
    { 18446744073709551614ul, 7ul, 0 },
    { 9223372036854775808ul, 0ul, 0 },
    { 9223372036854775808ul, 9223372036854775808ul, 0 },
    { 9223372036854775807ul, 7ul, 0 },
    { 6148914691236517205ul, 0ul, 0 },
    { 6148914691236517205ul, 9223372036854775808ul, 1 },
};
static const struct { unsigned long a; unsigned long b; int r; } t3[] = {
    { 0ul, 0ul, 1 },
    { 0ul, 9223372036854775808ul, 1 },
    { 1ul, 7ul, 1 },
    { 2ul, 0ul, 0 },
    { 2ul, 9223372036854775808ul, 1 },
    { 7ul, 7ul, 1 },
    { 18446744073709551615ul, 0ul, 0 },
    { 18446744073709551615ul, 9223372036854775808ul, 0 },
    { 18446744073709551614ul, 7ul, 0 },
    { 9223372036854775808ul, 0ul, 0 },
    { 9223372036854775808ul, 9223372036854775808ul, 1 },
    { 9223372036854775807ul, 7ul, 0 },
    { 6148914691236517205ul, 0ul, 0 },
    { 6148914691236517205ul, 9223372036854775808ul, 1 },
};
static const struct { unsigned long a; unsigned long b; int r; } t4[] = {
    { 0ul, 0ul, 0 },
    { 0ul, 9223372036854775808ul, 0 },
    { 1ul, 7ul, 0 },
    { 2ul, 0ul, 1 },
    { 2ul, 9223372036854775808ul, 0 },
    { 7ul, 7ul, 0 },
    { 18446744073709551615ul, 0ul, 1 },
    { 18446744073709551615ul, 9223372036854775808ul, 1 },
    { 18446744073709551614ul, 7ul, 1 },
    { 9223372036854775808ul, 0ul, 1 },
    { 9223372036854775808ul, 9223372036854775808ul, 0 },
    { 9223372036854775807ul, 7ul, 1 },
    { 6148914691236517205ul, 0ul, 1 },
    { 6148914691236517205ul, 9223372036854775808ul, 0 },
};
static const struct { unsigned long a; unsigned long b; int r; } t5[] = {
    { 0ul, 0ul, 1 },
    { 0ul, 9223372036854775808ul, 0 },
    { 1ul, 7ul, 0 },
    { 2ul, 0ul, 1 },
    { 2ul, 9223372036854775808ul, 0 },
    { 7ul, 7ul, 1 },
    { 18446744073709551615ul, 0ul, 1 },
    { 18446744073709551615ul, 9223372036854775808ul, 1 },
    { 18446744073709551614ul, 7ul, 1 },
    { 9223372036854775808ul, 0ul, 1 },
    { 9223372036854775808ul, 9223372036854775808ul, 1 },
    { 9223372036854775807ul, 7ul, 1 },
    { 6148914691236517205ul, 0ul, 1 },
    { 6148914691236517205ul, 9223372036854775808ul, 0 },
};

int main(void) {
    for (unsigned i = 0; i < 14; i++)
        if ((t0[i].a == t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a == t0[0].b) != 4) return 25;
    for (unsigned i = 0; i < 14; i++)
        if ((t1[i].a != t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a != t1[0].b) != 4) return 55;
    for (unsigned i = 0; i < 14; i++)
        if ((t2[i].a < t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a < t2[0].b) != 4) return 85;
    for (unsigned i = 0; i < 14; i++)
        if ((t3[i].a <= t3[i].b) != t3[i].r) return 91 + i;
    if (sizeof(t3[0].a <= t3[0].b) != 4) return 115;
    for (unsigned i = 0; i < 14; i++)
        if ((t4[i].a > t4[i].b) != t4[i].r) return 121 + i;
    if (sizeof(t4[0].a > t4[0].b) != 4) return 145;
    for (unsigned i = 0; i < 14; i++)
        if ((t5[i].a >= t5[i].b) != t5[i].r) return 151 + i;
    if (sizeof(t5[0].a >= t5[0].b) != 4) return 175;
    return 0;
}
