// expect: 0
/* signed char with unsigned int: the usual arithmetic conversions. */
_Static_assert(((signed char)-1 + (unsigned int)2147483648u) == 2147483647u, "+");
_Static_assert(((signed char)-10 + (unsigned int)7u) == 4294967293u, "+");
_Static_assert(((signed char)127 + (unsigned int)2u) == 129u, "+");
_Static_assert(((signed char)-1 * (unsigned int)2147483648u) == 2147483648u, "*");
_Static_assert(((signed char)-10 * (unsigned int)7u) == 4294967226u, "*");
_Static_assert(((signed char)127 * (unsigned int)2u) == 254u, "*");
_Static_assert(((signed char)-1 < (unsigned int)2147483648u) == 0, "<");
_Static_assert(((signed char)-10 < (unsigned int)7u) == 0, "<");
_Static_assert(((signed char)127 < (unsigned int)2u) == 0, "<");
_Static_assert(((signed char)1 / (unsigned int)2147483647u) == 0u, "/");
_Static_assert(((signed char)2 / (unsigned int)4294967294u) == 0u, "/");
_Static_assert(((signed char)7 / (unsigned int)4294967295u) == 0u, "/");
_Static_assert(((signed char)-128 / (unsigned int)1u) == 4294967168u, "/");
_Static_assert(((signed char)42 / (unsigned int)1431655765u) == 0u, "/");
static const struct { signed char a; unsigned int b; unsigned int r; } t0[] = {
    { 0, 0u, 0u },
    { 0, 1431655765u, 1431655765u },
    { 1, 2147483647u, 2147483648u },
    { -1, 2147483648u, 2147483647u },
    { 2, 4294967294u, 0u },
    { 7, 4294967295u, 6u },
    { -10, 7u, 4294967293u },
    { 127, 2u, 129u },
    { -128, 1u, 4294967169u },
    { 42, 0u, 42u },
    { 42, 1431655765u, 1431655807u },
};
static const struct { signed char a; unsigned int b; unsigned int r; } t1[] = {
    { 0, 0u, 0u },
    { 0, 1431655765u, 0u },
    { 1, 2147483647u, 2147483647u },
    { -1, 2147483648u, 2147483648u },
    { 2, 4294967294u, 4294967292u },
    { 7, 4294967295u, 4294967289u },
    { -10, 7u, 4294967226u },
    { 127, 2u, 254u },
    { -128, 1u, 4294967168u },
    { 42, 0u, 0u },
    { 42, 1431655765u, 4294967282u },
};
static const struct { signed char a; unsigned int b; int r; } t2[] = {
    { 0, 0u, 0 },
    { 0, 1431655765u, 1 },
    { 1, 2147483647u, 1 },
    { -1, 2147483648u, 0 },
    { 2, 4294967294u, 1 },
    { 7, 4294967295u, 1 },
    { -10, 7u, 0 },
    { 127, 2u, 0 },
    { -128, 1u, 0 },
    { 42, 0u, 0 },
    { 42, 1431655765u, 1 },
};
static const struct { signed char a; unsigned int b; unsigned int r; } t3[] = {
    { 0, 1431655765u, 0u },
    { 1, 2147483647u, 0u },
    { -1, 2147483648u, 1u },
    { 2, 4294967294u, 0u },
    { 7, 4294967295u, 0u },
    { -10, 7u, 613566755u },
    { 127, 2u, 63u },
    { -128, 1u, 4294967168u },
    { 42, 1431655765u, 0u },
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
