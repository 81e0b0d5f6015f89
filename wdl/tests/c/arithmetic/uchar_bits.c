// expect: 0
/* Bit operations of unsigned char. */
_Static_assert(((unsigned char)7 & (unsigned char)85) == 5, "&");
_Static_assert(((unsigned char)255 & (unsigned char)255) == 255, "&");
_Static_assert(((unsigned char)254 & (unsigned char)0) == 0, "&");
_Static_assert(((unsigned char)128 & (unsigned char)128) == 128, "&");
_Static_assert(((unsigned char)127 & (unsigned char)2) == 2, "&");
_Static_assert(((unsigned char)85 & (unsigned char)85) == 85, "&");
_Static_assert(((unsigned char)7 | (unsigned char)85) == 87, "|");
_Static_assert(((unsigned char)255 | (unsigned char)255) == 255, "|");
_Static_assert(((unsigned char)254 | (unsigned char)0) == 254, "|");
_Static_assert(((unsigned char)128 | (unsigned char)128) == 128, "|");
_Static_assert(((unsigned char)127 | (unsigned char)2) == 127, "|");
_Static_assert(((unsigned char)85 | (unsigned char)85) == 85, "|");
_Static_assert(((unsigned char)7 ^ (unsigned char)85) == 82, "^");
_Static_assert(((unsigned char)255 ^ (unsigned char)255) == 0, "^");
_Static_assert(((unsigned char)254 ^ (unsigned char)0) == 254, "^");
_Static_assert(((unsigned char)128 ^ (unsigned char)128) == 0, "^");
_Static_assert(((unsigned char)127 ^ (unsigned char)2) == 125, "^");
_Static_assert(((unsigned char)85 ^ (unsigned char)85) == 0, "^");
static const struct { unsigned char a; unsigned char b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, 254, 0 },
    { 1, 1, 1 },
    { 1, 128, 0 },
    { 2, 2, 2 },
    { 2, 127, 2 },
    { 7, 7, 7 },
    { 7, 85, 5 },
    { 255, 255, 255 },
    { 254, 0, 0 },
    { 254, 254, 254 },
    { 128, 1, 0 },
    { 128, 128, 128 },
    { 127, 2, 2 },
    { 127, 127, 127 },
    { 85, 7, 5 },
    { 85, 85, 85 },
};
static const struct { unsigned char a; unsigned char b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 254, 254 },
    { 1, 1, 1 },
    { 1, 128, 129 },
    { 2, 2, 2 },
    { 2, 127, 127 },
    { 7, 7, 7 },
    { 7, 85, 87 },
    { 255, 255, 255 },
    { 254, 0, 254 },
    { 254, 254, 254 },
    { 128, 1, 129 },
    { 128, 128, 128 },
    { 127, 2, 127 },
    { 127, 127, 127 },
    { 85, 7, 87 },
    { 85, 85, 85 },
};
static const struct { unsigned char a; unsigned char b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 254, 254 },
    { 1, 1, 0 },
    { 1, 128, 129 },
    { 2, 2, 0 },
    { 2, 127, 125 },
    { 7, 7, 0 },
    { 7, 85, 82 },
    { 255, 255, 0 },
    { 254, 0, 254 },
    { 254, 254, 0 },
    { 128, 1, 129 },
    { 128, 128, 0 },
    { 127, 2, 125 },
    { 127, 127, 0 },
    { 85, 7, 82 },
    { 85, 85, 0 },
};

int main(void) {
    for (unsigned i = 0; i < 17; i++)
        if ((t0[i].a & t0[i].b) != t0[i].r) return 1 + i;
    if (sizeof(t0[0].a & t0[0].b) != 4) return 25;
    for (unsigned i = 0; i < 17; i++)
        if ((t1[i].a | t1[i].b) != t1[i].r) return 31 + i;
    if (sizeof(t1[0].a | t1[0].b) != 4) return 55;
    for (unsigned i = 0; i < 17; i++)
        if ((t2[i].a ^ t2[i].b) != t2[i].r) return 61 + i;
    if (sizeof(t2[0].a ^ t2[0].b) != 4) return 85;
    return 0;
}
