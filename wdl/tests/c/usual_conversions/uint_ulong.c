// expect: 0
/* unsigned int with unsigned long: the usual arithmetic conversions. */
_Static_assert(((unsigned int)2u + (unsigned long)9223372036854775808ul) == 9223372036854775810ul, "+");
_Static_assert(((unsigned int)7u + (unsigned long)18446744073709551614ul) == 5ul, "+");
_Static_assert(((unsigned int)4294967295u + (unsigned long)18446744073709551615ul) == 4294967294ul, "+");
_Static_assert(((unsigned int)4294967294u + (unsigned long)7ul) == 4294967301ul, "+");
_Static_assert(((unsigned int)1431655765u + (unsigned long)6148914691236517205ul) == 6148914692668172970ul, "+");
_Static_assert(((unsigned int)2u * (unsigned long)9223372036854775808ul) == 0ul, "*");
_Static_assert(((unsigned int)7u * (unsigned long)18446744073709551614ul) == 18446744073709551602ul, "*");
_Static_assert(((unsigned int)4294967295u * (unsigned long)18446744073709551615ul) == 18446744069414584321ul, "*");
_Static_assert(((unsigned int)4294967294u * (unsigned long)7ul) == 30064771058ul, "*");
_Static_assert(((unsigned int)1431655765u * (unsigned long)6148914691236517205ul) == 6148914690759298617ul, "*");
_Static_assert(((unsigned int)2u < (unsigned long)9223372036854775808ul) == 1, "<");
_Static_assert(((unsigned int)7u < (unsigned long)18446744073709551614ul) == 1, "<");
_Static_assert(((unsigned int)4294967295u < (unsigned long)18446744073709551615ul) == 1, "<");
_Static_assert(((unsigned int)4294967294u < (unsigned long)7ul) == 0, "<");
_Static_assert(((unsigned int)1431655765u < (unsigned long)6148914691236517205ul) == 1, "<");
_Static_assert(((unsigned int)1u / (unsigned long)9223372036854775807ul) == 0ul, "/");
_Static_assert(((unsigned int)2147483648u / (unsigned long)2ul) == 1073741824ul, "/");
_Static_assert(((unsigned int)2147483647u / (unsigned long)1ul) == 2147483647ul, "/");
static const struct { unsigned int a; unsigned long b; unsigned long r; } t0[] = {
    { 0u, 0ul, 0ul },
    { 0u, 6148914691236517205ul, 6148914691236517205ul },
    { 1u, 9223372036854775807ul, 9223372036854775808ul },
    { 2u, 9223372036854775808ul, 9223372036854775810ul },
    { 7u, 18446744073709551614ul, 5ul },
    { 4294967295u, 18446744073709551615ul, 4294967294ul },
    { 4294967294u, 7ul, 4294967301ul },
    { 2147483648u, 2ul, 2147483650ul },
    { 2147483647u, 1ul, 2147483648ul },
    { 1431655765u, 0ul, 1431655765ul },
    { 1431655765u, 6148914691236517205ul, 6148914692668172970ul },
};
static const struct { unsigned int a; unsigned long b; unsigned long r; } t1[] = {
    { 0u, 0ul, 0ul },
    { 0u, 6148914691236517205ul, 0ul },
    { 1u, 9223372036854775807ul, 9223372036854775807ul },
    { 2u, 9223372036854775808ul, 0ul },
    { 7u, 18446744073709551614ul, 18446744073709551602ul },
    { 4294967295u, 18446744073709551615ul, 18446744069414584321ul },
    { 4294967294u, 7ul, 30064771058ul },
    { 2147483648u, 2ul, 4294967296ul },
    { 2147483647u, 1ul, 2147483647ul },
    { 1431655765u, 0ul, 0ul },
    { 1431655765u, 6148914691236517205ul, 6148914690759298617ul },
};
static const struct { unsigned int a; unsigned long b; int r; } t2[] = {
    { 0u, 0ul, 0 },
    { 0u, 6148914691236517205ul, 1 },
    { 1u, 9223372036854775807ul, 1 },
    { 2u, 9223372036854775808ul, 1 },
    { 7u, 18446744073709551614ul, 1 },
    { 4294967295u, 18446744073709551615ul, 1 },
    { 4294967294u, 7ul, 0 },
    { 2147483648u, 2ul, 0 },
    { 2147483647u, 1ul, 0 },
    { 1431655765u, 0ul, 0 },
    { 1431655765u, 6148914691236517205ul, 1 },
};
static const struct { unsigned int a; unsigned long b; unsigned long r; } t3[] = {
    { 0u, 6148914691236517205ul, 0ul },
    { 1u, 9223372036854775807ul, 0ul },
    { 2u, 9223372036854775808ul, 0ul },
    { 7u, 18446744073709551614ul, 0ul },
    { 4294967295u, 18446744073709551615ul, 0ul },
    { 4294967294u, 7ul, 613566756ul },
    { 2147483648u, 2ul, 1073741824ul },
    { 2147483647u, 1ul, 2147483647ul },
    { 1431655765u, 6148914691236517205ul, 0ul },
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
