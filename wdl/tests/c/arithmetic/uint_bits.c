// expect: 0
/* Bit operations of unsigned int. */
_Static_assert(((unsigned int)7u & (unsigned int)1431655765u) == 5u, "&");
_Static_assert(((unsigned int)4294967295u & (unsigned int)4294967295u) == 4294967295u, "&");
_Static_assert(((unsigned int)4294967294u & (unsigned int)0u) == 0u, "&");
_Static_assert(((unsigned int)2147483648u & (unsigned int)2147483648u) == 2147483648u, "&");
_Static_assert(((unsigned int)2147483647u & (unsigned int)2u) == 2u, "&");
_Static_assert(((unsigned int)1431655765u & (unsigned int)1431655765u) == 1431655765u, "&");
_Static_assert(((unsigned int)7u | (unsigned int)1431655765u) == 1431655767u, "|");
_Static_assert(((unsigned int)4294967295u | (unsigned int)4294967295u) == 4294967295u, "|");
_Static_assert(((unsigned int)4294967294u | (unsigned int)0u) == 4294967294u, "|");
_Static_assert(((unsigned int)2147483648u | (unsigned int)2147483648u) == 2147483648u, "|");
_Static_assert(((unsigned int)2147483647u | (unsigned int)2u) == 2147483647u, "|");
_Static_assert(((unsigned int)1431655765u | (unsigned int)1431655765u) == 1431655765u, "|");
_Static_assert(((unsigned int)7u ^ (unsigned int)1431655765u) == 1431655762u, "^");
_Static_assert(((unsigned int)4294967295u ^ (unsigned int)4294967295u) == 0u, "^");
_Static_assert(((unsigned int)4294967294u ^ (unsigned int)0u) == 4294967294u, "^");
_Static_assert(((unsigned int)2147483648u ^ (unsigned int)2147483648u) == 0u, "^");
_Static_assert(((unsigned int)2147483647u ^ (unsigned int)2u) == 2147483645u, "^");
_Static_assert(((unsigned int)1431655765u ^ (unsigned int)1431655765u) == 0u, "^");
static const struct { unsigned int a; unsigned int b; unsigned int r; } t0[] = {
    { 0u, 0u, 0u },
    { 0u, 4294967294u, 0u },
    { 1u, 1u, 1u },
    { 1u, 2147483648u, 0u },
    { 2u, 2u, 2u },
    { 2u, 2147483647u, 2u },
    { 7u, 7u, 7u },
    { 7u, 1431655765u, 5u },
    { 4294967295u, 4294967295u, 4294967295u },
    { 4294967294u, 0u, 0u },
    { 4294967294u, 4294967294u, 4294967294u },
    { 2147483648u, 1u, 0u },
    { 2147483648u, 2147483648u, 2147483648u },
    { 2147483647u, 2u, 2u },
    { 2147483647u, 2147483647u, 2147483647u },
    { 1431655765u, 7u, 5u },
    { 1431655765u, 1431655765u, 1431655765u },
};
static const struct { unsigned int a; unsigned int b; unsigned int r; } t1[] = {
    { 0u, 0u, 0u },
    { 0u, 4294967294u, 4294967294u },
    { 1u, 1u, 1u },
    { 1u, 2147483648u, 2147483649u },
    { 2u, 2u, 2u },
    { 2u, 2147483647u, 2147483647u },
    { 7u, 7u, 7u },
    { 7u, 1431655765u, 1431655767u },
    { 4294967295u, 4294967295u, 4294967295u },
    { 4294967294u, 0u, 4294967294u },
    { 4294967294u, 4294967294u, 4294967294u },
    { 2147483648u, 1u, 2147483649u },
    { 2147483648u, 2147483648u, 2147483648u },
    { 2147483647u, 2u, 2147483647u },
    { 2147483647u, 2147483647u, 2147483647u },
    { 1431655765u, 7u, 1431655767u },
    { 1431655765u, 1431655765u, 1431655765u },
};
static const struct { unsigned int a; unsigned int b; unsigned int r; } t2[] = {
    { 0u, 0u, 0u },
    { 0u, 4294967294u, 4294967294u },
    { 1u, 1u, 0u },
    { 1u, 2147483648u, 2147483649u },
    { 2u, 2u, 0u },
    { 2u, 2147483647u, 2147483645u },
    { 7u, 7u, 0u },
    { 7u, 1431655765u, 1431655762u },
    { 4294967295u, 4294967295u, 0u },
    { 4294967294u, 0u, 4294967294u },
    { 4294967294u, 4294967294u, 0u },
    { 2147483648u, 1u, 2147483649u },
    { 2147483648u, 2147483648u, 0u },
    { 2147483647u, 2u, 2147483645u },
    { 2147483647u, 2147483647u, 0u },
    { 1431655765u, 7u, 1431655762u },
    { 1431655765u, 1431655765u, 0u },
};

int main(void) {
    for (unsigned i = 0; i < 17; i++)
        if ((t0[i].a & t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a & t0[0].b) != 4) return 25;
    for (unsigned i = 0; i < 17; i++)
        if ((t1[i].a | t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a | t1[0].b) != 4) return 55;
    for (unsigned i = 0; i < 17; i++)
        if ((t2[i].a ^ t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a ^ t2[0].b) != 4) return 85;
    return 0;
}
