// expect: 0
typedef unsigned long size_t;
static void sort(void *base, size_t n, size_t size, int (*cmp)(const void *, const void *)) {
    char *b = base;
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && cmp(b + (j - 1) * size, b + j * size) > 0; j--)
            for (size_t k = 0; k < size; k++) {
                char t = b[j * size + k];
                b[j * size + k] = b[(j - 1) * size + k];
                b[(j - 1) * size + k] = t;
            }
}
static int up(const void *a, const void *b) { int x = *(const int *)a, y = *(const int *)b; return (x > y) - (x < y); }
static int down(const void *a, const void *b) { return up(b, a); }
static int bytes(const void *a, const void *b) { return *(const unsigned char *)a - *(const unsigned char *)b; }
int main(void) {
    int v[] = { 5, -3, 99, 0, 7, -3, 2147483647, -2147483647 - 1 };
    sort(v, 8, sizeof *v, up);
    for (int i = 1; i < 8; i++) if (v[i - 1] > v[i]) return 1;
    if (v[0] != -2147483647 - 1 || v[7] != 2147483647) return 2;
    sort(v, 8, sizeof *v, down);
    for (int i = 1; i < 8; i++) if (v[i - 1] < v[i]) return 3;
    char t[] = "pointers";
    sort(t, 8, 1, bytes);
    const char *want = "einoprst";
    for (int i = 0; i < 8; i++) if (t[i] != want[i]) return 4;
    return 0;
}
