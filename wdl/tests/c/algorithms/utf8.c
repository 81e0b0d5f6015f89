// expect: 0
static long decode(const char **p) {
    const unsigned char *s = (const unsigned char *)*p;
    int extra = *s < 0x80 ? 0 : *s < 0xc0 ? -1 : *s < 0xe0 ? 1 : *s < 0xf0 ? 2 : 3;
    if (extra < 0) { ++*p; return -1; }
    long c = extra ? *s & 0x3f >> extra : *s;
    while (extra--) { if ((*++s & 0xc0) != 0x80) { *p = (const char *)s; return -2; } c = c << 6 | (*s & 0x3f); }
    *p = (const char *)s + 1;
    return c;
}
int main(void) {
    static const long want[] = { 'a', 0xe9, 0x20ac, 0x1f600, -1, -2, 'z', 0 };
    const char *s = "a\u00e9\u20ac\U0001f600\x80\xe2z";
    for (int i = 0; i < 8; i++) if (decode(&s) != want[i]) return i + 1;
    return 0;
}
