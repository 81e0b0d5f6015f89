// expect: 0
/* short with unsigned int: the usual arithmetic conversions. */
_Static_assert(((short)-1 + (unsigned int)2147483648u) == 2147483647u, "+");
_Static_assert(((short)-10 + (unsigned int)7u) == 4294967293u, "+");
_Static_assert(((short)32767 + (unsigned int)2u) == 32769u, "+");
_Static_assert(((short)10922 + (unsigned int)0u) == 10922u, "+");
_Static_assert(((short)-1 * (unsigned int)2147483648u) == 2147483648u, "*");
_Static_assert(((short)-10 * (unsigned int)7u) == 4294967226u, "*");
_Static_assert(((short)32767 * (unsigned int)2u) == 65534u, "*");
_Static_assert(((short)10922 * (unsigned int)0u) == 0u, "*");
_Static_assert(((short)-1 < (unsigned int)2147483648u) == 0, "<");
_Static_assert(((short)-10 < (unsigned int)7u) == 0, "<");
_Static_assert(((short)32767 < (unsigned int)2u) == 0, "<");
_Static_assert(((short)10922 < (unsigned int)0u) == 0, "<");
_Static_assert(((short)1 / (unsigned int)2147483647u) == 0u, "/");
_Static_assert(((short)2 / (unsigned int)4294967294u) == 0u, "/");
_Static_assert(((short)7 / (unsigned int)4294967295u) == 0u, "/");
_Static_assert(((short)-32768 / (unsigned int)1u) == 4294934528u, "/");
static const struct { short a; unsigned int b; unsigned int r; } t0[] = {
    { 0, 0u, 0u },
    { 0, 1431655765u, 1431655765u },
    { 1, 2147483647u, 2147483648u },
    { -1, 2147483648u, 2147483647u },
    { 2, 4294967294u, 0u },
    { 7, 4294967295u, 6u },
    { -10, 7u, 4294967293u },
    { 32767, 2u, 32769u },
    { -32768, 1u, 4294934529u },
    { 10922, 0u, 10922u },
    { 10922, 1431655765u, 1431666687u },
};
static const struct { short a; unsigned int b; unsigned int r; } t1[] = {
    { 0, 0u, 0u },
    { 0, 1431655765u, 0u },
    { 1, 2147483647u, 2147483647u },
    { -1, 2147483648u, 2147483648u },
    { 2, 4294967294u, 4294967292u },
    { 7, 4294967295u, 4294967289u },
    { -10, 7u, 4294967226u },
    { 32767, 2u, 65534u },
    { -32768, 1u, 4294934528u },
    { 10922, 0u, 0u },
    { 10922, 1431655765u, 2863307890u },
};
static const struct { short a; unsigned int b; int r; } t2[] = {
    { 0, 0u, 0 },
    { 0, 1431655765u, 1 },
    { 1, 2147483647u, 1 },
    { -1, 2147483648u, 0 },
    { 2, 4294967294u, 1 },
    { 7, 4294967295u, 1 },
    { -10, 7u, 0 },
    { 32767, 2u, 0 },
    { -32768, 1u, 0 },
    { 10922, 0u, 0 },
    { 10922, 1431655765u, 1 },
};
static const struct { short a; unsigned int b; unsigned int r; } t3[] = {
    { 0, 1431655765u, 0u },
    { 1, 2147483647u, 0u },
    { -1, 2147483648u, 1u },
    { 2, 4294967294u, 0u },
    { 7, 4294967295u, 0u },
    { -10, 7u, 613566755u },
    { 32767, 2u, 16383u },
    { -32768, 1u, 4294934528u },
    { 10922, 1431655765u, 0u },
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
