// expect: 0
/* Pointers to long: arithmetic, comparison, subscripts. */
static long v[6] = { 0l, 1l, (-1l), 2l, 7l, (-10l) };
static long *end = v + 6, *const middle = &v[3];

int main(void) {
    long *p = v, *q = end;
    if (q - p != 6 || p - q != -6 || end - middle != 3) return 1;
    if ((char *)q - (char *)p != 48) return 2;
    if (*++p != v[1] || *p++ != v[1] || p != v + 2) return 3;
    if (p[-1] != 1l || 1[p] != 2l || *(q - 1) != (-10l)) return 4;
    p += 2; q -= 1;
    if (p >= q || p + 1 != q || !(p < q) || p > q || !(p <= q)) return 5;
    signed char back = -4;
    unsigned char on = 2;
    if (p + back != v || &p[back] != v || v + on != p - 2) return 6;
    int n = 0;
    for (p = v; p != end; p++) n = n * 3 + (*p == (-1l)) + 2 * (*p < *middle);
    if (n != 731) return 7;
    long **pp = &p;
    *pp = v; **pp = (-9223372036854775807l - 1);
    return v[0] != (-9223372036854775807l - 1) || p != v ? 8 : 0;
}
