// expect: 0
/* Sums, differences and products of unsigned short. */
_Static_assert(((unsigned short)7 + (unsigned short)21845) == 21852, "+");
_Static_assert(((unsigned short)65535 + (unsigned short)65535) == 131070, "+");
_Static_assert(((unsigned short)65534 + (unsigned short)0) == 65534, "+");
_Static_assert(((unsigned short)32768 + (unsigned short)32768) == 65536, "+");
_Static_assert(((unsigned short)32767 + (unsigned short)2) == 32769, "+");
_Static_assert(((unsigned short)21845 + (unsigned short)7) == 21852, "+");
_Static_assert(((unsigned short)7 - (unsigned short)21845) == (-21838), "-");
_Static_assert(((unsigned short)65535 - (unsigned short)65535) == 0, "-");
_Static_assert(((unsigned short)65534 - (unsigned short)0) == 65534, "-");
_Static_assert(((unsigned short)32768 - (unsigned short)32768) == 0, "-");
_Static_assert(((unsigned short)32767 - (unsigned short)2) == 32765, "-");
_Static_assert(((unsigned short)21845 - (unsigned short)7) == 21838, "-");
_Static_assert(((unsigned short)7 * (unsigned short)21845) == 152915, "*");
_Static_assert(((unsigned short)65535 * (unsigned short)65535) == (-131071), "*");
_Static_assert(((unsigned short)65534 * (unsigned short)0) == 0, "*");
_Static_assert(((unsigned short)32768 * (unsigned short)32768) == 1073741824, "*");
_Static_assert(((unsigned short)32767 * (unsigned short)2) == 65534, "*");
_Static_assert(((unsigned short)21845 * (unsigned short)7) == 152915, "*");
static const struct { unsigned short a; unsigned short b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, 65534, 65534 },
    { 1, 1, 2 },
    { 1, 32768, 32769 },
    { 2, 2, 4 },
    { 2, 32767, 32769 },
    { 7, 7, 14 },
    { 7, 21845, 21852 },
    { 65535, 65535, 131070 },
    { 65534, 0, 65534 },
    { 65534, 65534, 131068 },
    { 32768, 1, 32769 },
    { 32768, 32768, 65536 },
    { 32767, 2, 32769 },
    { 32767, 32767, 65534 },
    { 21845, 7, 21852 },
    { 21845, 21845, 43690 },
};
static const struct { unsigned short a; unsigned short b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 65534, (-65534) },
    { 1, 1, 0 },
    { 1, 32768, (-32767) },
    { 2, 2, 0 },
    { 2, 32767, (-32765) },
    { 7, 7, 0 },
    { 7, 21845, (-21838) },
    { 65535, 65535, 0 },
    { 65534, 0, 65534 },
    { 65534, 65534, 0 },
    { 32768, 1, 32767 },
    { 32768, 32768, 0 },
    { 32767, 2, 32765 },
    { 32767, 32767, 0 },
    { 21845, 7, 21838 },
    { 21845, 21845, 0 },
};
static const struct { unsigned short a; unsigned short b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 65534, 0 },
    { 1, 1, 1 },
    { 1, 32768, 32768 },
    { 2, 2, 4 },
    { 2, 32767, 65534 },
    { 7, 7, 49 },
    { 7, 21845, 152915 },
    { 65535, 65535, (-131071) },
    { 65534, 0, 0 },
    { 65534, 65534, (-262140) },
    { 32768, 1, 32768 },
    { 32768, 32768, 1073741824 },
    { 32767, 2, 65534 },
    { 32767, 32767, 1073676289 },
    { 21845, 7, 152915 },
    { 21845, 21845, 477204025 },
};

int main(void) {
    for (unsigned i = 0; i < 17; i++)
        if ((t0[i].a + t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a + t0[0].b) != 4) return 25;
    for (unsigned i = 0; i < 17; i++)
        if ((t1[i].a - t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a - t1[0].b) != 4) return 55;
    for (unsigned i = 0; i < 17; i++)
        if ((t2[i].a * t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a * t2[0].b) != 4) return 85;
    return 0;
}
