// expect: 0
/* Pointers to int: arithmetic, comparison, subscripts. */
static int v[6] = { 0, 1, (-1), 2, 7, (-10) };
static int *end = v + 6, *const middle = &v[3];

int main(void) {
    int *p = v, *q = end;
    if (q - p != 6 || p - q != -6 || end - middle != 3) return 1;
    if ((char *)q - (char *)p != 24) return 2;
    if (*++p != v[1] || *p++ != v[1] || p != v + 2) return 3;
    if (p[-1] != 1 || 1[p] != 2 || *(q - 1) != (-10)) return 4;
    p += 2; q -= 1;
    if (p >= q || p + 1 != q || !(p < q) || p > q || !(p <= q)) return 5;
    signed char back = -4;
    unsigned char on = 2;
    if (p + back != v || &p[back] != v || v + on != p - 2) return 6;
    int n = 0;
    for (p = v; p != end; p++) n = n * 3 + (*p == (-1)) + 2 * (*p < *middle);
    if (n != 731) return 7;
    int **pp = &p;
    *pp = v; **pp = (-2147483647 - 1);
    return v[0] != (-2147483647 - 1) || p != v ? 8 : 0;
}
