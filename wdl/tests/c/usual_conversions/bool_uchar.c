// expect: 0
/* _Bool with unsigned char: the usual arithmetic conversions. */
_Static_assert(((_Bool)0 + (unsigned char)2) == 2, "+");
_Static_assert(((_Bool)0 + (unsigned char)254) == 254, "+");
_Static_assert(((_Bool)0 + (unsigned char)85) == 85, "+");
_Static_assert(((_Bool)1 + (unsigned char)1) == 2, "+");
_Static_assert(((_Bool)1 + (unsigned char)255) == 256, "+");
_Static_assert(((_Bool)1 + (unsigned char)127) == 128, "+");
_Static_assert(((_Bool)0 * (unsigned char)2) == 0, "*");
_Static_assert(((_Bool)0 * (unsigned char)254) == 0, "*");
_Static_assert(((_Bool)0 * (unsigned char)85) == 0, "*");
_Static_assert(((_Bool)1 * (unsigned char)1) == 1, "*");
_Static_assert(((_Bool)1 * (unsigned char)255) == 255, "*");
_Static_assert(((_Bool)1 * (unsigned char)127) == 127, "*");
_Static_assert(((_Bool)0 < (unsigned char)2) == 1, "<");
_Static_assert(((_Bool)0 < (unsigned char)254) == 1, "<");
_Static_assert(((_Bool)0 < (unsigned char)85) == 1, "<");
_Static_assert(((_Bool)1 < (unsigned char)1) == 0, "<");
_Static_assert(((_Bool)1 < (unsigned char)255) == 1, "<");
_Static_assert(((_Bool)1 < (unsigned char)127) == 1, "<");
_Static_assert(((_Bool)0 / (unsigned char)7) == 0, "/");
_Static_assert(((_Bool)0 / (unsigned char)128) == 0, "/");
_Static_assert(((_Bool)1 / (unsigned char)7) == 0, "/");
_Static_assert(((_Bool)1 / (unsigned char)128) == 0, "/");
static const struct { _Bool a; unsigned char b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, 1, 1 },
    { 0, 2, 2 },
    { 0, 7, 7 },
    { 0, 255, 255 },
    { 0, 254, 254 },
    { 0, 128, 128 },
    { 0, 127, 127 },
    { 0, 85, 85 },
    { 1, 0, 1 },
    { 1, 1, 2 },
    { 1, 2, 3 },
    { 1, 7, 8 },
    { 1, 255, 256 },
    { 1, 254, 255 },
    { 1, 128, 129 },
    { 1, 127, 128 },
    { 1, 85, 86 },
};
static const struct { _Bool a; unsigned char b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 1, 0 },
    { 0, 2, 0 },
    { 0, 7, 0 },
    { 0, 255, 0 },
    { 0, 254, 0 },
    { 0, 128, 0 },
    { 0, 127, 0 },
    { 0, 85, 0 },
    { 1, 0, 0 },
    { 1, 1, 1 },
    { 1, 2, 2 },
    { 1, 7, 7 },
    { 1, 255, 255 },
    { 1, 254, 254 },
    { 1, 128, 128 },
    { 1, 127, 127 },
    { 1, 85, 85 },
};
static const struct { _Bool a; unsigned char b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 1, 1 },
    { 0, 2, 1 },
    { 0, 7, 1 },
    { 0, 255, 1 },
    { 0, 254, 1 },
    { 0, 128, 1 },
    { 0, 127, 1 },
    { 0, 85, 1 },
    { 1, 0, 0 },
    { 1, 1, 0 },
    { 1, 2, 1 },
    { 1, 7, 1 },
    { 1, 255, 1 },
    { 1, 254, 1 },
    { 1, 128, 1 },
    { 1, 127, 1 },
    { 1, 85, 1 },
};
static const struct { _Bool a; unsigned char b; int r; } t3[] = {
    { 0, 1, 0 },
    { 0, 2, 0 },
    { 0, 7, 0 },
    { 0, 255, 0 },
    { 0, 254, 0 },
    { 0, 128, 0 },
    { 0, 127, 0 },
    { 0, 85, 0 },
    { 1, 1, 1 },
    { 1, 2, 0 },
    { 1, 7, 0 },
    { 1, 255, 0 },
    { 1, 254, 0 },
    { 1, 128, 0 },
    { 1, 127, 0 },
    { 1, 85, 0 },
};

int main(void) {
    for (unsigned i = 0; i < 18; i++)
        if ((t0[i].a + t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a + t0[0].b) != 4) return 25;
    for (unsigned i = 0; i < 18; i++)
        if ((t1[i].a * t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a * t1[0].b) != 4) return 55;
    for (unsigned i = 0; i < 18; i++)
        if ((t2[i].a < t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a < t2[0].b) != 4) return 85;
    for (unsigned i = 0; i < 16; i++)
        if ((t3[i].a / t3[i].b) != t3[i].r) return 91 + i;
    if (sizeof(t3[0].a / t3[0].b) != 4) return 115;
    return 0;
}
