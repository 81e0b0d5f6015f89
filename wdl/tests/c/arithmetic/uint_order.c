// expect: 0
/* Comparisons of unsigned int. */
_Static_assert(((unsigned int)2u == (unsigned int)0u) == 0, "==");
_Static_assert(((unsigned int)2147483648u == (unsigned int)0u) == 0, "==");
_Static_assert(((unsigned int)1431655765u == (unsigned int)2147483648u) == 0, "==");
_Static_assert(((unsigned int)2u != (unsigned int)0u) == 1, "!=");
_Static_assert(((unsigned int)2147483648u != (unsigned int)0u) == 1, "!=");
_Static_assert(((unsigned int)1431655765u != (unsigned int)2147483648u) == 1, "!=");
_Static_assert(((unsigned int)2u < (unsigned int)0u) == 0, "<");
_Static_assert(((unsigned int)2147483648u < (unsigned int)0u) == 0, "<");
_Static_assert(((unsigned int)1431655765u < (unsigned int)2147483648u) == 1, "<");
_Static_assert(((unsigned int)2u <= (unsigned int)0u) == 0, "<=");
_Static_assert(((unsigned int)2147483648u <= (unsigned int)0u) == 0, "<=");
_Static_assert(((unsigned int)1431655765u <= (unsigned int)2147483648u) == 1, "<=");
_Static_assert(((unsigned int)2u > (unsigned int)0u) == 1, ">");
_Static_assert(((unsigned int)2147483648u > (unsigned int)0u) == 1, ">");
_Static_assert(((unsigned int)1431655765u > (unsigned int)2147483648u) == 0, ">");
_Static_assert(((unsigned int)2u >= (unsigned int)0u) == 1, ">=");
_Static_assert(((unsigned int)2147483648u >= (unsigned int)0u) == 1, ">=");
_Static_assert(((unsigned int)1431655765u >= (unsigned int)2147483648u) == 0, ">=");
static const struct { unsigned int a; unsigned int b; int r; } t0[] = {
    { 0u, 0u, 1 },
    { 0u, 2147483648u, 0 },
    { 1u, 7u, 0 },
    { 2u, 0u, 0 },
    { 2u, 2147483648u, 0 },
    { 7u, 7u, 1 },
    { 4294967295u, 0u, 0 },
    { 4294967295u, 2147483648u, 0 },
    { 4294967294u, 7u, 0 },
    { 2147483648u, 0u, 0 },
    { 2147483648u, 2147483648u, 1 },
    { 2147483647u, 7u, 0 },
    { 1431655765u, 0u, 0 },
    { 1431655765u, 2147483648u, 0 },
};
static const struct { unsigned int a; unsigned int b; int r; } t1[] = {
    { 0u, 0u, 0 },
    { 0u, 2147483648u, 1 },
    { 1u, 7u, 1 },
    { 2u, 0u, 1 },
    { 2u, 2147483648u, 1 },
    { 7u, 7u, 0 },
    { 4294967295u, 0u, 1 },
    { 4294967295u, 2147483648u, 1 },
    { 4294967294u, 7u, 1 },
    { 2147483648u, 0u, 1 },
    { 2147483648u, 2147483648u, 0 },
    { 2147483647u, 7u, 1 },
    { 1431655765u, 0u, 1 },
    { 1431655765u, 2147483648u, 1 },
};
static const struct { unsigned int a; unsigned int b; int r; } t2[] = {
    { 0u, 0u, 0 },
    { 0u, 2147483648u, 1 },
    { 1u, 7u, 1 },
    { 2u, 0u, 0 },
    { 2u, 2147483648u, 1 },
    { 7u, 7u, 0 },
    { 4294967295u, 0u, 0 },
    { 4294967295u, 2147483648u, 0 },
    { 4294967294u, 7u, 0 },
    { 2147483648u, 0u, 0 },
    { 2147483648u, 2147483648u, 0 },
    { 2147483647u, 7u, 0 },
    { 1431655765u, 0u, 0 },
    { 1431655765u, 2147483648u, 1 },
};
static const struct { unsigned int a; unsigned int b; int r; } t3[] = {
    { 0u, 0u, 1 },
    { 0u, 2147483648u, 1 },
    { 1u, 7u, 1 },
    { 2u, 0u, 0 },
    { 2u, 2147483648u, 1 },
    { 7u, 7u, 1 },
    { 4294967295u, 0u, 0 },
    { 4294967295u, 2147483648u, 0 },
    { 4294967294u, 7u, 0 },
    { 2147483648u, 0u, 0 },
    { 2147483648u, 2147483648u, 1 },
    { 2147483647u, 7u, 0 },
    { 1431655765u, 0u, 0 },
    { 1431655765u, 2147483648u, 1 },
};
static const struct { unsigned int a; unsigned int b; int r; } t4[] = {
    { 0u, 0u, 0 },
    { 0u, 2147483648u, 0 },
    { 1u, 7u, 0 },
    { 2u, 0u, 1 },
    { 2u, 2147483648u, 0 },
    { 7u, 7u, 0 },
    { 4294967295u, 0u, 1 },
    { 4294967295u, 2147483648u, 1 },
    { 4294967294u, 7u, 1 },
    { 2147483648u, 0u, 1 },
    { 2147483648u, 2147483648u, 0 },
    { 2147483647u, 7u, 1 },
    { 1431655765u, 0u, 1 },
    { 1431655765u, 2147483648u, 0 },
};
static const struct { unsigned int a; unsigned int b; int r; } t5[] = {
    { 0u, 0u, 1 },
    { 0u, 2147483648u, 0 },
    { 1u, 7u, 0 },
    { 2u, 0u, 1 },
    { 2u, 2147483648u, 0 },
    { 7u, 7u, 1 },
    { 4294967295u, 0u, 1 },
    { 4294967295u, 2147483648u, 1 },
    { 4294967294u, 7u, 1 },
    { 2147483648u, 0u, 1 },
    { 2147483648u, 2147483648u, 1 },
    { 2147483647u, 7u, 1 },
    { 1431655765u, 0u, 1 },
    { 1431655765u, 2147483648u, 0 },
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
