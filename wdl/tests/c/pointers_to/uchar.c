// expect: 0
/* Pointers to unsigned char: arithmetic, comparison, subscripts. */
static unsigned char v[6] = { 0, 1, 2, 7, 255, 254 };
static unsigned char *end = v + 6, *const middle = &v[3];

int main(void) {
    unsigned char *p = v, *q = end;
    if (q - p != 6 || p - q != -6 || end - middle != 3) return 1;
    if ((char *)q - (char *)p != 6) return 2;
    if (*++p != v[1] || *p++ != v[1] || p != v + 2) return 3;
    if (p[-1] != 1 || 1[p] != 7 || *(q - 1) != 254) return 4;
    p += 2; q -= 1;
    if (p >= q || p + 1 != q || !(p < q) || p > q || !(p <= q)) return 5;
    signed char back = -4;
    unsigned char on = 2;
    if (p + back != v || &p[back] != v || v + on != p - 2) return 6;
    int n = 0;
    for (p = v; p != end; p++) n = n * 3 + (*p == 2) + 2 * (*p < *middle);
    if (n != 729) return 7;
    unsigned char **pp = &p;
    *pp = v; **pp = 127;
    return v[0] != 127 || p != v ? 8 : 0;
}
