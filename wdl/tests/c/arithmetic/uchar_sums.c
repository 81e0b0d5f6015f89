// expect: 0
/* Sums, differences and products of unsigned char. */
_Static_assert(((unsigned char)7 + (unsigned char)85) == 92, "+");
_Static_assert(((unsigned char)255 + (unsigned char)255) == 510, "+");
_Static_assert(((unsigned char)254 + (unsigned char)0) == 254, "+");
_Static_assert(((unsigned char)128 + (unsigned char)128) == 256, "+");
_Static_assert(((unsigned char)127 + (unsigned char)2) == 129, "+");
_Static_assert(((unsigned char)85 + (unsigned char)85) == 170, "+");
_Static_assert(((unsigned char)7 - (unsigned char)85) == (-78), "-");
_Static_assert(((unsigned char)255 - (unsigned char)255) == 0, "-");
_Static_assert(((unsigned char)254 - (unsigned char)0) == 254, "-");
_Static_assert(((unsigned char)128 - (unsigned char)128) == 0, "-");
_Static_assert(((unsigned char)127 - (unsigned char)2) == 125, "-");
_Static_assert(((unsigned char)85 - (unsigned char)85) == 0, "-");
_Static_assert(((unsigned char)7 * (unsigned char)85) == 595, "*");
_Static_assert(((unsigned char)255 * (unsigned char)255) == 65025, "*");
_Static_assert(((unsigned char)254 * (unsigned char)0) == 0, "*");
_Static_assert(((unsigned char)128 * (unsigned char)128) == 16384, "*");
_Static_assert(((unsigned char)127 * (unsigned char)2) == 254, "*");
_Static_assert(((unsigned char)85 * (unsigned char)85) == 7225, "*");
static const struct { unsigned char a; unsigned char b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, 254, 254 },
    { 1, 1, 2 },
    { 1, 128, 129 },
    { 2, 2, 4 },
    { 2, 127, 129 },
    { 7, 7, 14 },
    { 7, 85, 92 },
    { 255, 255, 510 },
    { 254, 0, 254 },
    { 254, 254, 508 },
    { 128, 1, 129 },
    { 128, 128, 256 },
    { 127, 2, 129 },
    { 127, 127, 254 },
    { 85, 7, 92 },
    { 85, 85, 170 },
};
static const struct { unsigned char a; unsigned char b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 254, (-254) },
    { 1, 1, 0 },
    { 1, 128, (-127) },
    { 2, 2, 0 },
    { 2, 127, (-125) },
    { 7, 7, 0 },
    { 7, 85, (-78) },
    { 255, 255, 0 },
    { 254, 0, 254 },
    { 254, 254, 0 },
    { 128, 1, 127 },
    { 128, 128, 0 },
    { 127, 2, 125 },
    { 127, 127, 0 },
    { 85, 7, 78 },
    { 85, 85, 0 },
};
static const struct { unsigned char a; unsigned char b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 254, 0 },
    { 1, 1, 1 },
    { 1, 128, 128 },
    { 2, 2, 4 },
    { 2, 127, 254 },
    { 7, 7, 49 },
    { 7, 85, 595 },
    { 255, 255, 65025 },
    { 254, 0, 0 },
    { 254, 254, 64516 },
    { 128, 1, 128 },
    { 128, 128, 16384 },
    { 127, 2, 254 },
    { 127, 127, 16129 },
    { 85, 7, 595 },
    { 85, 85, 7225 },
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
