// expect: 0
/* unsigned short with unsigned long: the usual arithmetic conversions. */
_Static_assert(((unsigned short)2 + (unsigned long)9223372036854775808ul) == 9223372036854775810ul, "+");
_Static_assert(((unsigned short)7 + (unsigned long)18446744073709551614ul) == 5ul, "+");
_Static_assert(((unsigned short)65535 + (unsigned long)18446744073709551615ul) == 65534ul, "+");
_Static_assert(((unsigned short)65534 + (unsigned long)7ul) == 65541ul, "+");
_Static_assert(((unsigned short)21845 + (unsigned long)0ul) == 21845ul, "+");
_Static_assert(((unsigned short)2 * (unsigned long)9223372036854775808ul) == 0ul, "*");
_Static_assert(((unsigned short)7 * (unsigned long)18446744073709551614ul) == 18446744073709551602ul, "*");
_Static_assert(((unsigned short)65535 * (unsigned long)18446744073709551615ul) == 18446744073709486081ul, "*");
_Static_assert(((unsigned short)65534 * (unsigned long)7ul) == 458738ul, "*");
_Static_assert(((unsigned short)21845 * (unsigned long)0ul) == 0ul, "*");
_Static_assert(((unsigned short)2 < (unsigned long)9223372036854775808ul) == 1, "<");
_Static_assert(((unsigned short)7 < (unsigned long)18446744073709551614ul) == 1, "<");
_Static_assert(((unsigned short)65535 < (unsigned long)18446744073709551615ul) == 1, "<");
_Static_assert(((unsigned short)65534 < (unsigned long)7ul) == 0, "<");
_Static_assert(((unsigned short)21845 < (unsigned long)0ul) == 0, "<");
_Static_assert(((unsigned short)1 / (unsigned long)9223372036854775807ul) == 0ul, "/");
_Static_assert(((unsigned short)32768 / (unsigned long)2ul) == 16384ul, "/");
_Static_assert(((unsigned short)32767 / (unsigned long)1ul) == 32767ul, "/");
static const struct { unsigned short a; unsigned long b; unsigned long r; } t0[] = {
    { 0, 0ul, 0ul },
    { 0, 6148914691236517205ul, 6148914691236517205ul },
    { 1, 9223372036854775807ul, 9223372036854775808ul },
    { 2, 9223372036854775808ul, 9223372036854775810ul },
    { 7, 18446744073709551614ul, 5ul },
    { 65535, 18446744073709551615ul, 65534ul },
    { 65534, 7ul, 65541ul },
    { 32768, 2ul, 32770ul },
    { 32767, 1ul, 32768ul },
    { 21845, 0ul, 21845ul },
    { 21845, 6148914691236517205ul, 6148914691236539050ul },
};
static const struct { unsigned short a; unsigned long b; unsigned long r; } t1[] = {
    { 0, 0ul, 0ul },
    { 0, 6148914691236517205ul, 0ul },
    { 1, 9223372036854775807ul, 9223372036854775807ul },
    { 2, 9223372036854775808ul, 0ul },
    { 7, 18446744073709551614ul, 18446744073709551602ul },
    { 65535, 18446744073709551615ul, 18446744073709486081ul },
    { 65534, 7ul, 458738ul },
    { 32768, 2ul, 65536ul },
    { 32767, 1ul, 32767ul },
    { 21845, 0ul, 0ul },
    { 21845, 6148914691236517205ul, 12297829382473027129ul },
};
static const struct { unsigned short a; unsigned long b; int r; } t2[] = {
    { 0, 0ul, 0 },
    { 0, 6148914691236517205ul, 1 },
    { 1, 9223372036854775807ul, 1 },
    { 2, 9223372036854775808ul, 1 },
    { 7, 18446744073709551614ul, 1 },
    { 65535, 18446744073709551615ul, 1 },
    { 65534, 7ul, 0 },
    { 32768, 2ul, 0 },
    { 32767, 1ul, 0 },
    { 21845, 0ul, 0 },
    { 21845, 6148914691236517205ul, 1 },
};
static const struct { unsigned short a; unsigned long b; unsigned long r; } t3[] = {
    { 0, 6148914691236517205ul, 0ul },
    { 1, 9223372036854775807ul, 0ul },
    { 2, 9223372036854775808ul, 0ul },
    { 7, 18446744073709551614ul, 0ul },
    { 65535, 18446744073709551615ul, 0ul },
    { 65534, 7ul, 9362ul },
    { 32768, 2ul, 16384ul },
    { 32767, 1ul, 32767ul },
    { 21845, 6148914691236517205ul, 0ul },
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
