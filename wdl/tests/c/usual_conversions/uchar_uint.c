// expect: 0
/* unsigned char with unsigned int: the usual arithmetic conversions. */
_Static_assert(((unsigned char)2 + (unsigned int)2147483648u) == 2147483650u, "+");
_Static_assert(((unsigned char)7 + (unsigned int)4294967294u) == 5u, "+");
_Static_assert(((unsigned char)255 + (unsigned int)4294967295u) == 254u, "+");
_Static_assert(((unsigned char)254 + (unsigned int)7u) == 261u, "+");
_Static_assert(((unsigned char)85 + (unsigned int)1431655765u) == 1431655850u, "+");
_Static_assert(((unsigned char)2 * (unsigned int)2147483648u) == 0u, "*");
_Static_assert(((unsigned char)7 * (unsigned int)4294967294u) == 4294967282u, "*");
_Static_assert(((unsigned char)255 * (unsigned int)4294967295u) == 4294967041u, "*");
_Static_assert(((unsigned char)254 * (unsigned int)7u) == 1778u, "*");
_Static_assert(((unsigned char)85 * (unsigned int)1431655765u) == 1431655737u, "*");
_Static_assert(((unsigned char)2 < (unsigned int)2147483648u) == 1, "<");
_Static_assert(((unsigned char)7 < (unsigned int)4294967294u) == 1, "<");
_Static_assert(((unsigned char)255 < (unsigned int)4294967295u) == 1, "<");
_Static_assert(((unsigned char)254 < (unsigned int)7u) == 0, "<");
_Static_assert(((unsigned char)85 < (unsigned int)1431655765u) == 1, "<");
_Static_assert(((unsigned char)1 / (unsigned int)2147483647u) == 0u, "/");
_Static_assert(((unsigned char)128 / (unsigned int)2u) == 64u, "/");
_Static_assert(((unsigned char)127 / (unsigned int)1u) == 127u, "/");
static const struct { unsigned char a; unsigned int b; unsigned int r; } t0[] = {
    { 0, 0u, 0u },
    { 0, 1431655765u, 1431655765u },
    { 1, 2147483647u, 2147483648u },
    { 2, 2147483648u, 2147483650u },
    { 7, 4294967294u, 5u },
    { 255, 4294967295u, 254u },
    { 254, 7u, 261u },
    { 128, 2u, 130u },
    { 127, 1u, 128u },
    { 85, 0u, 85u },
    { 85, 1431655765u, 1431655850u },
};
static const struct { unsigned char a; unsigned int b; unsigned int r; } t1[] = {
    { 0, 0u, 0u },
    { 0, 1431655765u, 0u },
    { 1, 2147483647u, 2147483647u },
    { 2, 2147483648u, 0u },
    { 7, 4294967294u, 4294967282u },
    { 255, 4294967295u, 4294967041u },
    { 254, 7u, 1778u },
    { 128, 2u, 256u },
    { 127, 1u, 127u },
    { 85, 0u, 0u },
    { 85, 1431655765u, 1431655737u },
};
static const struct { unsigned char a; unsigned int b; int r; } t2[] = {
    { 0, 0u, 0 },
    { 0, 1431655765u, 1 },
    { 1, 2147483647u, 1 },
    { 2, 2147483648u, 1 },
    { 7, 4294967294u, 1 },
    { 255, 4294967295u, 1 },
    { 254, 7u, 0 },
    { 128, 2u, 0 },
    { 127, 1u, 0 },
    { 85, 0u, 0 },
    { 85, 1431655765u, 1 },
};
static const struct { unsigned char a; unsigned int b; unsigned int r; } t3[] = {
    { 0, 1431655765u, 0u },
    { 1, 2147483647u, 0u },
    { 2, 2147483648u, 0u },
    { 7, 4294967294u, 0u },
    { 255, 4294967295u, 0u },
    { 254, 7u, 36u },
    { 128, 2u, 64u },
    { 127, 1u, 127u },
    { 85, 1431655765u, 0u },
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
