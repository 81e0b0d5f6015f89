// expect: 0
/* unsigned char with short: the usual arithmetic conversions. */
_Static_assert(((unsigned char)2 + (short)32767) == 32769, "+");
_Static_assert(((unsigned char)7 + (short)-10) == (-3), "+");
_Static_assert(((unsigned char)255 + (short)7) == 262, "+");
_Static_assert(((unsigned char)254 + (short)2) == 256, "+");
_Static_assert(((unsigned char)85 + (short)10922) == 11007, "+");
_Static_assert(((unsigned char)2 * (short)32767) == 65534, "*");
_Static_assert(((unsigned char)7 * (short)-10) == (-70), "*");
_Static_assert(((unsigned char)255 * (short)7) == 1785, "*");
_Static_assert(((unsigned char)254 * (short)2) == 508, "*");
_Static_assert(((unsigned char)85 * (short)10922) == 928370, "*");
_Static_assert(((unsigned char)2 < (short)32767) == 1, "<");
_Static_assert(((unsigned char)7 < (short)-10) == 0, "<");
_Static_assert(((unsigned char)255 < (short)7) == 0, "<");
_Static_assert(((unsigned char)254 < (short)2) == 0, "<");
_Static_assert(((unsigned char)85 < (short)10922) == 1, "<");
_Static_assert(((unsigned char)1 / (short)-32768) == 0, "/");
_Static_assert(((unsigned char)128 / (short)-1) == (-128), "/");
_Static_assert(((unsigned char)127 / (short)1) == 127, "/");
static const struct { unsigned char a; short b; int r; } t0[] = {
    { 0, 0, 0 },
    { 0, 10922, 10922 },
    { 1, -32768, (-32767) },
    { 2, 32767, 32769 },
    { 7, -10, (-3) },
    { 255, 7, 262 },
    { 254, 2, 256 },
    { 128, -1, 127 },
    { 127, 1, 128 },
    { 85, 0, 85 },
    { 85, 10922, 11007 },
};
static const struct { unsigned char a; short b; int r; } t1[] = {
    { 0, 0, 0 },
    { 0, 10922, 0 },
    { 1, -32768, (-32768) },
    { 2, 32767, 65534 },
    { 7, -10, (-70) },
    { 255, 7, 1785 },
    { 254, 2, 508 },
    { 128, -1, (-128) },
    { 127, 1, 127 },
    { 85, 0, 0 },
    { 85, 10922, 928370 },
};
static const struct { unsigned char a; short b; int r; } t2[] = {
    { 0, 0, 0 },
    { 0, 10922, 1 },
    { 1, -32768, 0 },
    { 2, 32767, 1 },
    { 7, -10, 0 },
    { 255, 7, 0 },
    { 254, 2, 0 },
    { 128, -1, 0 },
    { 127, 1, 0 },
    { 85, 0, 0 },
    { 85, 10922, 1 },
};
static const struct { unsigned char a; short b; int r; } t3[] = {
    { 0, 10922, 0 },
    { 1, -32768, 0 },
    { 2, 32767, 0 },
    { 7, -10, 0 },
    { 255, 7, 36 },
    { 254, 2, 127 },
    { 128, -1, (-128) },
    { 127, 1, 127 },
    { 85, 10922, 0 },
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
