// expect: 0
/* Quotients and remainders of unsigned int. */
_Static_assert(((unsigned int)7u / (unsigned int)4294967294u) == 0u, "/");
_Static_assert(((unsigned int)4294967295u / (unsigned int)4294967295u) == 1u, "/");
_Static_assert(((unsigned int)2147483648u / (unsigned int)2u) == 1073741824u, "/");
_Static_assert(((unsigned int)1431655765u / (unsigned int)4294967295u) == 0u, "/");
_Static_assert(((unsigned int)7u % (unsigned int)4294967294u) == 7u, "%");
_Static_assert(((unsigned int)4294967295u % (unsigned int)4294967295u) == 0u, "%");
_Static_assert(((unsigned int)2147483648u % (unsigned int)2u) == 0u, "%");
_Static_assert(((unsigned int)1431655765u % (unsigned int)4294967295u) == 1431655765u, "%");
static const struct { unsigned int a; unsigned int b; unsigned int r; } t0[] = {
    { 0u, 4294967295u, 0u },
    { 0u, 1431655765u, 0u },
    { 1u, 7u, 0u },
    { 1u, 2147483647u, 0u },
    { 2u, 2u, 1u },
    { 2u, 2147483648u, 0u },
    { 7u, 1u, 7u },
    { 7u, 4294967294u, 0u },
    { 4294967295u, 4294967295u, 1u },
    { 4294967295u, 1431655765u, 3u },
    { 4294967294u, 7u, 613566756u },
    { 4294967294u, 2147483647u, 2u },
    { 2147483648u, 2u, 1073741824u },
    { 2147483648u, 2147483648u, 1u },
    { 2147483647u, 1u, 2147483647u },
    { 2147483647u, 4294967294u, 0u },
    { 1431655765u, 4294967295u, 0u },
    { 1431655765u, 1431655765u, 1u },
};
static const struct { unsigned int a; unsigned int b; unsigned int r; } t1[] = {
    { 0u, 4294967295u, 0u },
    { 0u, 1431655765u, 0u },
    { 1u, 7u, 1u },
    { 1u, 2147483647u, 1u },
    { 2u, 2u, 0u },
    { 2u, 2147483648u, 2u },
    { 7u, 1u, 0u },
    { 7u, 4294967294u, 7u },
    { 4294967295u, 4294967295u, 0u },
    { 4294967295u, 1431655765u, 0u },
    { 4294967294u, 7u, 2u },
    { 4294967294u, 2147483647u, 0u },
    { 2147483648u, 2u, 0u },
    { 2147483648u, 2147483648u, 0u },
    { 2147483647u, 1u, 0u },
    { 2147483647u, 4294967294u, 2147483647u },
    { 1431655765u, 4294967295u, 1431655765u },
    { 1431655765u, 1431655765u, 0u },
};

int main(void) {
    for (unsigned i = 0; i < 18; i++)
        if ((t0[i].a / t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a / t0[0].b) != 4) return 25;
    for (unsigned i = 0; i < 18; i++)
        if ((t1[i].a % t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a % t1[0].b) != 4) return 55;
    return 0;
}
