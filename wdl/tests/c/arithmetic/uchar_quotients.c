// expect: 0
/* Quotients and remainders of unsigned char. */
_Static_assert(((unsigned char)7 / (unsigned char)254) == 0, "/");
_Static_assert(((unsigned char)255 / (unsigned char)255) == 1, "/");
_Static_assert(((unsigned char)128 / (unsigned char)2) == 64, "/");
_Static_assert(((unsigned char)85 / (unsigned char)255) == 0, "/");
_Static_assert(((unsigned char)7 % (unsigned char)254) == 7, "%");
_Static_assert(((unsigned char)255 % (unsigned char)255) == 0, "%");
_Static_assert(((unsigned char)128 % (unsigned char)2) == 0, "%");
_Static_assert(((unsigned char)85 % (unsigned char)255) == 85, "%");
static const struct { unsigned char a; unsigned char b; int r; } t0[] = {
    { 0, 255, 0 },
    { 0, 85, 0 },
    { 1, 7, 0 },
    { 1, 127, 0 },
    { 2, 2, 1 },
    { 2, 128, 0 },
    { 7, 1, 7 },
    { 7, 254, 0 },
    { 255, 255, 1 },
    { 255, 85, 3 },
    { 254, 7, 36 },
    { 254, 127, 2 },
    { 128, 2, 64 },
    { 128, 128, 1 },
    { 127, 1, 127 },
    { 127, 254, 0 },
    { 85, 255, 0 },
    { 85, 85, 1 },
};
static const struct { unsigned char a; unsigned char b; int r; } t1[] = {
    { 0, 255, 0 },
    { 0, 85, 0 },
    { 1, 7, 1 },
    { 1, 127, 1 },
    { 2, 2, 0 },
    { 2, 128, 2 },
    { 7, 1, 0 },
    { 7, 254, 7 },
    { 255, 255, 0 },
    { 255, 85, 0 },
    { 254, 7, 2 },
    { 254, 127, 0 },
    { 128, 2, 0 },
    { 128, 128, 0 },
    { 127, 1, 0 },
    { 127, 254, 127 },
    { 85, 255, 85 },
    { 85, 85, 0 },
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
