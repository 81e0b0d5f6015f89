// expect: 0
/* Quotients and remainders of unsigned short. */
_Static_assert(((unsigned short)7 / (unsigned short)65534) == 0, "/");
_Static_assert(((unsigned short)65535 / (unsigned short)65535) == 1, "/");
_Static_assert(((unsigned short)32768 / (unsigned short)2) == 16384, "/");
_Static_assert(((unsigned short)7 % (unsigned short)65534) == 7, "%");
_Static_assert(((unsigned short)65535 % (unsigned short)65535) == 0, "%");
_Static_assert(((unsigned short)32768 % (unsigned short)2) == 0, "%");
static const struct { unsigned short a; unsigned short b; int r; } t0[] = {
    { 0, 65535, 0 },
    { 0, 21845, 0 },
    { 1, 7, 0 },
    { 1, 32767, 0 },
    { 2, 2, 1 },
    { 2, 32768, 0 },
    { 7, 1, 7 },
    { 7, 65534, 0 },
    { 65535, 65535, 1 },
    { 65535, 21845, 3 },
    { 65534, 7, 9362 },
    { 65534, 32767, 2 },
    { 32768, 2, 16384 },
    { 32768, 32768, 1 },
    { 32767, 1, 32767 },
    { 32767, 65534, 0 },
    { 21845, 65535, 0 },
    { 21845, 21845, 1 },
};
static const struct { unsigned short a; unsigned short b; int r; } t1[] = {
    { 0, 65535, 0 },
    { 0, 21845, 0 },
    { 1, 7, 1 },
    { 1, 32767, 1 },
    { 2, 2, 0 },
    { 2, 32768, 2 },
    { 7, 1, 0 },
    { 7, 65534, 7 },
    { 65535, 65535, 0 },
    { 65535, 21845, 0 },
    { 65534, 7, 0 },
    { 65534, 32767, 0 },
    { 32768, 2, 0 },
    { 32768, 32768, 0 },
    { 32767, 1, 0 },
    { 32767, 65534, 32767 },
    { 21845, 65535, 21845 },
    { 21845, 21845, 0 },
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
