// expect: 0
/* Pointers to unsigned int: arithmetic, comparison, subscripts. */
static unsigned int v[6] = { 0u, 1u, 2u, 7u, 4294967295u, 4294967294u };
static unsigned int *end = v + 6, *const middle = &v[3];

int main(void) {
    unsigned int *p = v, *q = end;
    if (q - p != 6 || p - q != -6 || end - middle != 3) return 1;
    if ((char *)q - (char *)p != 24) return 2;
    if (*++p != v[1] || *p++ != v[1] || p != v + 2) return 3;
    if (p[-1] != 1u || 1[p] != 7u || *(q - 1) != 4294967294u) return 4;
    p += 2; q -= 1;
    if (p >= q || p + 1 != q || !(p < q) || p > q || !(p <= q)) return 5;
    signed char back = -4;
    unsigned char on = 2;
    if (p + back != v || &p[back] != v || v + on != p - 2) return 6;
    int n = 0;
    for (p = v; p != end; p++) n = n * 3 + (*p == 2u) + 2 * (*p < *middle);
    if (n != 729) return 7;
    unsigned int **pp = &p;
    *pp = v; **pp = 2147483647u;
    return v[0] != 2147483647u || p != v ? 8 : 0;
}
