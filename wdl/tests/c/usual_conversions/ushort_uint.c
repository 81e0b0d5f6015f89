// expect: 0
/* unsigned short with unsigned int: the usual arithmetic conversions. */
_Static_assert(((unsigned short)2 + (unsigned int)2147483648u) == 2147483650u, "+");
_Static_assert(((unsigned short)7 + (unsigned int)4294967294u) == 5u, "+");
_Static_assert(((unsigned short)65535 + (unsigned int)4294967295u) == 65534u, "+");
_Static_assert(((unsigned short)65534 + (unsigned int)7u) == 65541u, "+");
_Static_assert(((unsigned short)21845 + (unsigned int)0u) == 21845u, "+");
_Static_assert(((unsigned short)2 * (unsigned int)2147483648u) == 0u, "*");
_Static_assert(((unsigned short)7 * (unsigned int)4294967294u) == 4294967282u, "*");
_Static_assert(((unsigned short)65535 * (unsigned int)4294967295u) == 4294901761u, "*");
_Static_assert(((unsigned short)65534 * (unsigned int)7u) == 458738u, "*");
_Static_assert(((unsigned short)21845 * (unsigned int)0u) == 0u, "*");
_Static_assert(((unsigned short)2 < (unsigned int)2147483648u) == 1, "<");
_Static_assert(((unsigned short)7 < (unsigned int)4294967294u) == 1, "<");
_Static_assert(((unsigned short)65535 < (unsigned int)4294967295u) == 1, "<");
_Static_assert(((unsigned short)65534 < (unsigned int)7u) == 0, "<");
_Static_assert(((unsigned short)21845 < (unsigned int)0u) == 0, "<");
_Static_assert(((unsigned short)1 / (unsigned int)2147483647u) == 0u, "/");
_Static_assert(((unsigned short)32768 / (unsigned int)2u) == 16384u, "/");
_Static_assert(((unsigned short)32767 / (unsigned int)1u) == 32767u, "/");
static const struct { unsigned short a; unsigned int b; unsigned int r; } t0[] = {
    { 0, 0u, 0u },
    { 0, 1431655765u, 1431655765u },
    { 1, 2147483647u, 2147483648u },
    { 2, 2147483648u, 2147483650u },
    { 7, 4294967294u, 5u },
    { 65535, 4294967295u, 65534u },
    { 65534, 7u, 65541u },
    { 32768, 2u, 32770u },
    { 32767, 1u, 32768u },
    { 21845, 0u, 21845u },
    { 21845, 1431655765u, 1431677610u },
};
static const struct { unsigned short a; unsigned int b; unsigned int r; } t1[] = {
    { 0, 0u, 0u },
    { 0, 1431655765u, 0u },
    { 1, 2147483647u, 2147483647u },
    { 2, 2147483648u, 0u },
    { 7, 4294967294u, 4294967282u },
    { 65535, 4294967295u, 4294901761u },
    { 65534, 7u, 458738u },
    { 32768, 2u, 65536u },
    { 32767, 1u, 32767u },
    { 21845, 0u, 0u },
    { 21845, 1431655765u, 2863304249u },
};
static const struct { unsigned short a; unsigned int b; int r; } t2[] = {
    { 0, 0u, 0 },
    { 0, 1431655765u, 1 },
    { 1, 2147483647u, 1 },
    { 2, 2147483648u, 1 },
    { 7, 4294967294u, 1 },
    { 65535, 4294967295u, 1 },
    { 65534, 7u, 0 },
    { 32768, 2u, 0 },
    { 32767, 1u, 0 },
    { 21845, 0u, 0 },
    { 21845, 1431655765u, 1 },
};
static const struct { unsigned short a; unsigned int b; unsigned int r; } t3[] = {
    { 0, 1431655765u, 0u },
    { 1, 2147483647u, 0u },
    { 2, 2147483648u, 0u },
    { 7, 4294967294u, 0u },
    { 65535, 4294967295u, 0u },
    { 65534, 7u, 9362u },
    { 32768, 2u, 16384u },
    { 32767, 1u, 32767u },
    { 21845, 1431655765u, 0u },
};

int main(void) {
    for (unsigned i = 0; i < 11; i++)
        if ((t0[i].a + t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a + t0[0].b) != 4) return 25;
    for (unsigned i = 0; i < 11; i++)
        if ((t1[i].a * t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a * t1[0].b) != 4) return 55;
    for (unsigned i = 0; i < 11; i++)
        if ((t2[i].a < t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a < t2[0].b) != 4) return 85;
    for (unsigned i = 0; i < 9; i++)
        if ((t3[i].a / t3[i].b) != t3[i].r) return 91 + i;
    if (sizeof(t3[0].a / t3[0].b) != 4) return 115;
    return 0;
}
