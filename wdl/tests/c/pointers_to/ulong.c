// expect: 0
/* Pointers to unsigned long: arithmetic, comparison, subscripts. */
static unsigned long v[6] = { 0ul, 1ul, 2ul, 7ul, 18446744073709551615ul, 18446744073709551614ul };
static unsigned long *end = v + 6, *const middle = &v[3];

int main(void) {
    unsigned long *p = v, *q = end;
    if (q - p != 6 || p - q != -6 || end - middle != 3) return 1;
    if ((char *)q - (char *)p != 48) return 2;
    if (*++p != v[1] || *p++ != v[1] || p != v + 2) return 3;
    if (p[-1] != 1ul || 1[p] != 7ul || *(q - 1) != 18446744073709551614ul) return 4;
    p += 2; q -= 1;
    if (p >= q || p + 1 != q || !(p < q) || p > q || !(p <= q)) return 5;
    signed char back = -4;
    unsigned char on = 2;
    if (p + back != v || &p[back] != v || v + on != p - 2) return 6;
    int n = 0;
    for (p = v; p != end; p++) n = n * 3 + (*p == 2ul) + 2 * (*p < *middle);
    if (n != 729) return 7;
    unsigned long **pp = &p;
    *pp = v; **pp = 9223372036854775807ul;
    return v[0] != 9223372036854775807ul || p != v ? 8 : 0;
}
