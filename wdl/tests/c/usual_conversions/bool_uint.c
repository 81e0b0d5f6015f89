// expect: 0
/* _Bool with unsigned int: the usual arithmetic conversions. */
_Static_assert(((_Bool)0 + (unsigned int)2u) == 2u, "+");
_Static_assert(((_Bool)0 + (unsigned int)4294967294u) == 4294967294u, "+");
_Static_assert(((_Bool)0 + (unsigned int)1431655765u) == 1431655765u, "+");
_Static_assert(((_Bool)1 + (unsigned int)1u) == 2u, "+");
_Static_assert(((_Bool)1 + (unsigned int)4294967295u) == 0u, "+");
_Static_assert(((_Bool)1 + (unsigned int)2147483647u) == 2147483648u, "+");
_Static_assert(((_Bool)0 * (unsigned int)2u) == 0u, "*");
_Static_assert(((_Bool)0 * (unsigned int)4294967294u) == 0u, "*");
_Static_assert(((_Bool)0 * (unsigned int)1431655765u) == 0u, "*");
_Static_assert(((_Bool)1 * (unsigned int)1u) == 1u, "*");
_Static_assert(((_Bool)1 * (unsigned int)4294967295u) == 4294967295u, "*");
_Static_assert(((_Bool)1 * (unsigned int)2147483647u) == 2147483647u, "*");
_Static_assert(((_Bool)0 < (unsigned int)2u) == 1, "<");
_Static_assert(((_Bool)0 < (unsigned int)4294967294u) == 1, "<");
_Static_assert(((_Bool)0 < (unsigned int)1431655765u) == 1, "<");
_Static_assert(((_Bool)1 < (unsigned int)1u) == 0, "<");
_Static_assert(((_Bool)1 < (unsigned int)4294967295u) == 1, "<");
_Static_assert(((_Bool)1 < (unsigned int)2147483647u) == 1, "<");
_Static_assert(((_Bool)0 / (unsigned int)7u) == 0u, "/");
_Static_assert(((_Bool)0 / (unsigned int)2147483648u) == 0u, "/");
_Static_assert(((_Bool)1 / (unsigned int)7u) == 0u, "/");
_Static_assert(((_Bool)1 / (unsigned int)2147483648u) == 0u, "/");
static const struct { _Bool a; unsigned int b; unsigned int r; } t0[] = {
    { 0, 0u, 0u },
    { 0, 1u, 1u },
    { 0, 2u, 2u },
    { 0, 7u, 7u },
    { 0, 4294967295u, 4294967295u },
    { 0, 4294967294u, 4294967294u },
    { 0, 2147483648u, 2147483648u },
    { 0, 2147483647u, 2147483647u },
    { 0, 1431655765u, 1431655765u },
    { 1, 0u, 1u },
    { 1, 1u, 2u },
    { 1, 2u, 3u },
    { 1, 7u, 8u },
    { 1, 4294967295u, 0u },
    { 1, 4294967294u, 4294967295u },
    { 1, 2147483648u, 2147483649u },
    { 1, 2147483647u, 2147483648u },
    { 1, 1431655765u, 1431655766u },
};
static const struct { _Bool a; unsigned int b; unsigned int r; } t1[] = {
    { 0, 0u, 0u },
    { 0, 1u, 0u },
    { 0, 2u, 0u },
    { 0, 7u, 0u },
    { 0, 4294967295u, 0u },
    { 0, 4294967294u, 0u },
    { 0, 2147483648u, 0u },
    { 0, 2147483647u, 0u },
    { 0, 1431655765u, 0u },
    { 1, 0u, 0u },
    { 1, 1u, 1u },
    { 1, 2u, 2u },
    { 1, 7u, 7u },
    { 1, 4294967295u, 4294967295u },
    { 1, 4294967294u, 4294967294u },
    { 1, 2147483648u, 2147483648u },
    { 1, 2147483647u, 2147483647u },
    { 1, 1431655765u, 1431655765u },
};
static const struct { _Bool a; unsigned int b; int r; } t2[] = {
    { 0, 0u, 0 },
    { 0, 1u, 1 },
    { 0, 2u, 1 },
    { 0, 7u, 1 },
    { 0, 4294967295u, 1 },
    { 0, 4294967294u, 1 },
    { 0, 2147483648u, 1 },
    { 0, 2147483647u, 1 },
    { 0, 1431655765u, 1 },
    { 1, 0u, 0 },
    { 1, 1u, 0 },
    { 1, 2u, 1 },
    { 1, 7u, 1 },
    { 1, 4294967295u, 1 },
    { 1, 4294967294u, 1 },
    { 1, 2147483648u, 1 },
    { 1, 2147483647u, 1 },
    { 1, 1431655765u, 1 },
};
static const struct { _Bool a; unsigned int b; unsigned int r; } t3[] = {
    { 0, 1u, 0u },
    { 0, 2u, 0u },
    { 0, 7u, 0u },
    { 0, 4294967295u, 0u },
    { 0, 4294967294u, 0u },
    { 0, 2147483648u, 0u },
    { 0, 2147483647u, 0u },
    { 0, 1431655765u, 0u },
    { 1, 1u, 1u },
    { 1, 2u, 0u },
    { 1, 7u, 0u },
    { 1, 4294967295u, 0u },
    { 1, 4294967294u, 0u },
    { 1, 2147483648u, 0u },
    { 1, 2147483647u, 0u },
    { 1, 1431655765u, 0u },
};

int main(void) {
    for (unsigned i = 0; i < 18; i++)
        if ((t0[i].a + t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a + t0[0].b) != 4) return 25;
    for (unsigned i = 0; i < 18; i++)
        if ((t1[i].a * t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a * t1[0].b) != 4) return 55;
    for (unsigned i = 0; i < 18; i++)
        if ((t2[i].a < t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a < t2[0].b) != 4) return 85;
    for (unsigned i = 0; i < 16; i++)
        if ((t3[i].a / t3[i].b) != t3[i].r) return 91 + i;
    if (sizeof(t3[0].a / t3[0].b) != 4) return 115;
    return 0;
}
