// expect: 0
/* Comparisons of unsigned char. */
_Static_assert(((unsigned char)2 == (unsigned char)0) == 0, "==");
_Static_assert(((unsigned char)128 == (unsigned char)0) == 0, "==");
_Static_assert(((unsigned char)85 == (unsigned char)128) == 0, "==");
_Static_assert(((unsigned char)2 != (unsigned char)0) == 1, "!=");
_Static_assert(((unsigned char)128 != (unsigned char)0) == 1, "!=");
_Static_assert(((unsigned char)85 != (unsigned char)128) == 1, "!=");
_Static_assert(((unsigned char)2 < (unsigned char)0) == 0, "<");
_Static_assert(((unsigned char)128 < (unsigned char)0) == 0, "<");
_Static_assert(((unsigned char)85 < (unsigned char)128) == 1, "<");
_Static_assert(((unsigned char)2 <= (unsigned char)0) == 0, "<=");
_Static_assert(((unsigned char)128 <= (unsigned char)0) == 0, "<=");
_Static_assert(((unsigned char)85 <= (unsigned char)128) == 1, "<=");
_Static_assert(((unsigned char)2 > (unsigned char)0) == 1, ">");
_Static_assert(((unsigned char)128 > (unsigned char)0) == 1, ">");
_Static_assert(((unsigned char)85 > (unsigned char)128) == 0, ">");
_Static_assert(((unsigned char)2 >= (unsigned char)0) == 1, ">=");
_Static_assert(((unsigned char)128 >= (unsigned char)0) == 1, ">=");
_Static_assert(((unsigned char)85 >= (unsigned char)128) == 0, ">=");
static const struct { unsigned char a; unsigned char b; int r; } t0[] = {
    { 0, 0, 1 },
    { 0, 128, 0 },
    { 1, 7, 0 },
    { 2, 0, 0 },
    { 2, 128, 0 },
    { 7, 7, 1 },
    { 255, 0, 0 },
    { 255, 128, 0 },
    { 254, 7, 0 },
    { 128, 0, 0 },
    { 128, 128, 1 },
    { 127, 7, 0 },
    { 85, 0, 0 },
    { 85, 128, 0 },
};
static const struct { unsigned char a; unsigned char b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 128, 1 },
    { 1, 7, 1 },
    { 2, 0, 1 },
    { 2, 128, 1 },
    { 7, 7, 0 },
    { 255, 0, 1 },
    { 255, 128, 1 },
    { 254, 7, 1 },
    { 128, 0, 1 },
    { 128, 128, 0 },
    { 127, 7, 1 },
    { 85, 0, 1 },
    { 85, 128, 1 },
};
static const struct { unsigned char a; unsigned char b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 128, 1 },
    { 1, 7, 1 },
    { 2, 0, 0 },
    { 2, 128, 1 },
    { 7, 7, 0 },
    { 255, 0, 0 },
    { 255, 128, 0 },
    { 254, 7, 0 },
    { 128, 0, 0 },
    { 128, 128, 0 },
    { 127, 7, 0 },
    { 85, 0, 0 },
    { 85, 128, 1 },
};
static const struct { unsigned char a; unsigned char b; int r; } t3[] = {
    { 0, 0, 1 },
    { 0, 128, 1 },
    { 1, 7, 1 },
    { 2, 0, 0 },
    { 2, 128, 1 },
    { 7, 7, 1 },
    { 255, 0, 0 },
    { 255, 128, 0 },
    { 254, 7, 0 },
    { 128, 0, 0 },
    { 128, 128, 1 },
    { 127, 7, 0 },
    { 85, 0, 0 },
    { 85, 128, 1 },
};
static const struct { unsigned char a; unsigned char b; int r; } t4[] = {
    { 0, 0, 0 },
    { 0, 128, 0 },
    { 1, 7, 0 },
    { 2, 0, 1 },
    { 2, 128, 0 },
    { 7, 7, 0 },
    { 255, 0, 1 },
    { 255, 128, 1 },
    { 254, 7, 1 },
    { 128, 0, 1 },
    { 128, 128, 0 },
    { 127, 7, 1 },
    { 85, 0, 1 },
    { 85, 128, 0 },
};
static const struct { unsigned char a; unsigned char b; int r; } t5[] = {
    { 0, 0, 1 },
    { 0, 128, 0 },
    { 1, 7, 0 },
    { 2, 0, 1 },
    { 2, 128, 0 },
    { 7, 7, 1 },
    { 255, 0, 1 },
    { 255, 128, 1 },
    { 254, 7, 1 },
    { 128, 0, 1 },
    { 128, 128, 1 },
    { 127, 7, 1 },
    { 85, 0, 1 },
    { 85, 128, 0 },
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
