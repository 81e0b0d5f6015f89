// expect: 0
/* Lengths in parameters say nothing, and may name other parameters. */
static int sum(int n, int v[n]) { int s = 0; while (n--) s += v[n]; return s; }
static int last(unsigned n, const char s[static 1], char t[n + 1]) { return s[n] == t[n]; }
static int row(int m[][3], int i) { return m[i][0] + m[i][1] * 10 + m[i][2] * 100; }
static unsigned long size(int v[100]) { return sizeof v; }
int main(void) {
    int v[] = { 1, 2, 3, 4 }, m[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };
    char t[] = "abc";
    if (sum(4, v) != 10 || sum(2, v + 2) != 7) return 1;
    if (!last(2, "xyc", t)) return 2;
    if (row(m, 1) != 654 || row(m + 1, -1) != 321) return 3;
    return size(0) == 8 ? 0 : 4;
}
