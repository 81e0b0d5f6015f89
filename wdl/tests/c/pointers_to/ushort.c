// expect: 0
/* Pointers to unsigned short: arithmetic, comparison, subscripts. */
static unsigned short v[6] = { 0, 1, 2, 7, 65535, 65534 };
static unsigned short *end = v + 6, *const middle = &v[3];

int main(void) {
    unsigned short *p = v, *q = end;
    if (q - p != 6 || p - q != -6 || end - middle != 3) return 1;
    if ((char *)q - (char *)p != 12) return 2;
    if (*++p != v[1] || *p++ != v[1] || p != v + 2) return 3;
    if (p[-1] != 1 || 1[p] != 7 || *(q - 1) != 65534) return 4;
    p += 2; q -= 1;
    if (p >= q || p + 1 != q || !(p < q) || p > q || !(p <= q)) return 5;
    signed char back = -4;
    unsigned char on = 2;
    if (p + back != v || &p[back] != v || v + on != p - 2) return 6;
    int n = 0;
    for (p = v; p != end; p++) n = n * 3 + (*p == 2) + 2 * (*p < *middle);
    if (n != 729) return 7;
    unsigned short **pp = &p;
    *pp = v; **pp = 32767;
    return v[0] != 32767 || p != v ? 8 : 0;
}
