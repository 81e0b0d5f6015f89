// expect: 0
/* Comparisons of unsigned short. */
_Static_assert(((unsigned short)2 == (unsigned short)0) == 0, "==");
_Static_assert(((unsigned short)32768 == (unsigned short)0) == 0, "==");
_Static_assert(((unsigned short)21845 == (unsigned short)0) == 0, "==");
_Static_assert(((unsigned short)2 != (unsigned short)0) == 1, "!=");
_Static_assert(((unsigned short)32768 != (unsigned short)0) == 1, "!=");
_Static_assert(((unsigned short)21845 != (unsigned short)0) == 1, "!=");
_Static_assert(((unsigned short)2 < (unsigned short)0) == 0, "<");
_Static_assert(((unsigned short)32768 < (unsigned short)0) == 0, "<");
_Static_assert(((unsigned short)21845 < (unsigned short)0) == 0, "<");
_Static_assert(((unsigned short)2 <= (unsigned short)0) == 0, "<=");
_Static_assert(((unsigned short)32768 <= (unsigned short)0) == 0, "<=");
_Static_assert(((unsigned short)21845 <= (unsigned short)0) == 0, "<=");
_Static_assert(((unsigned short)2 > (unsigned short)0) == 1, ">");
_Static_assert(((unsigned short)32768 > (unsigned short)0) == 1, ">");
_Static_assert(((unsigned short)21845 > (unsigned short)0) == 1, ">");
_Static_assert(((unsigned short)2 >= (unsigned short)0) == 1, ">=");
_Static_assert(((unsigned short)32768 >= (unsigned short)0) == 1, ">=");
_Static_assert(((unsigned short)21845 >= (unsigned short)0) == 1, ">=");
static const struct { unsigned short a; unsigned short b; int r; } t0[] = {
    { 0, 0, 1 },
    { 0, 32768, 0 },
    { 1, 7, 0 },
    { 2, 0, 0 },
    { 2, 32768, 0 },
    { 7, 7, 1 },
    { 65535, 0, 0 },
    { 65535, 32768, 0 },
    { 65534, 7, 0 },
    { 32768, 0, 0 },
    { 32768, 32768, 1 },
    { 32767, 7, 0 },
    { 21845, 0, 0 },
    { 21845, 32768, 0 },
};
static const struct { unsigned short a; unsigned short b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 32768, 1 },
    { 1, 7, 1 },
    { 2, 0, 1 },
    { 2, 32768, 1 },
    { 7, 7, 0 },
    { 65535, 0, 1 },
    { 65535, 32768, 1 },
    { 65534, 7, 1 },
    { 32768, 0, 1 },
    { 32768, 32768, 0 },
    { 32767, 7, 1 },
    { 21845, 0, 1 },
    { 21845, 32768, 1 },
};
static const struct { unsigned short a; unsigned short b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 32768, 1 },
    { 1, 7, 1 },
    { 2, 0, 0 },
    { 2, 32768, 1 },
    { 7, 7, 0 },
    { 65535, 0, 0 },
    { 65535, 32768, 0 },
    { 65534, 7, 0 },
    { 32768, 0, 0 },
    { 32768, 32768, 0 },
    { 32767, 7, 0 },
    { 21845, 0, 0 },
    { 21845, 32768, 1 },
};
static const struct { unsigned short a; unsigned short b; int r; } t3[] = {
    { 0, 0, 1 },
    { 0, 32768, 1 },
    { 1, 7, 1 },
    { 2, 0, 0 },
    { 2, 32768, 1 },
    { 7, 7, 1 },
    { 65535, 0, 0 },
    { 65535, 32768, 0 },
    { 65534, 7, 0 },
    { 32768, 0, 0 },
    { 32768, 32768, 1 },
    { 32767, 7, 0 },
    { 21845, 0, 0 },
    { 21845, 32768, 1 },
};
static const struct { unsigned short a; unsigned short b; int r; } t4[] = {
    { 0, 0, 0 },
    { 0, 32768, 0 },
    { 1, 7, 0 },
    { 2, 0, 1 },
    { 2, 32768, 0 },
    { 7, 7, 0 },
    { 65535, 0, 1 },
    { 65535, 32768, 1 },
    { 65534, 7, 1 },
    { 32768, 0, 1 },
    { 32768, 32768, 0 },
    { 32767, 7, 1 },
    { 21845, 0, 1 },
    { 21845, 32768, 0 },
};
static const struct { unsigned short a; unsigned short b; int r; } t5[] = {
    { 0, 0, 1 },
    { 0, 32768, 0 },
    { 1, 7, 0 },
    { 2, 0, 1 },
    { 2, 32768, 0 },
    { 7, 7, 1 },
    { 65535, 0, 1 },
    { 65535, 32768, 1 },
    { 65534, 7, 1 },
    { 32768, 0, 1 },
    { 32768, 32768, 1 },
    { 32767, 7, 1 },
    { 21845, 0, 1 },
    { 21845, 32768, 0 },
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
