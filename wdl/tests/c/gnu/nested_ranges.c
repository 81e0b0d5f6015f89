// expect: 0
// Every designator of a list may name a range, and a value without braces leaves the rest of what it is in.
static int a[][2][4] = { [2 ... 4][0 ... 1][2 ... 3] = 1, [2] = 2, [2][0][2] = 3 };
static struct i { int j, k[3], l; } one[] = { [0 ... 1].k[0 ... 1] = 4, 5, 6, 7, [3].l = 8 };
static struct m { int n; struct i o[3]; int p; } x[] = { [0 ... 2].o[1 ... 2].k[0 ... 1] = 4, 5, 6, 7 }, y[] = { [0 ... 2].o = { [1 ... 2].k[0 ... 1] = 4 }, [2].o[2].k[2] = 5, 6, 7 };
static struct s { int x, y; struct { int p, q; } z; } c = { .z.q = 5, .z = 6 }, d = { .z.q = 5, .z = { 6 } };
static int sum(const int *p, unsigned long size) {
    unsigned r = 0;
    for (unsigned long i = 0; i < size / sizeof *p; i++) r = r * 31 + (unsigned)p[i] + 1;
    return r % 1000003;
}
int main(void) {
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < 2; j++)
            for (int k = 0; k < 4; k++) {
                int want = i == 2 && j == 0 && k == 0 ? 2 : i == 2 && j == 0 && k == 2 ? 3 : i >= 2 && k >= 2;
                if (a[i][j][k] != want) return 1;
            }
    if (one[0].k[0] != 4 || one[0].k[1] != 4 || one[0].k[2] || one[1].k[2] != 5 || one[1].l != 6 || one[2].j != 7 || one[3].l != 8) return 2;
    int local[2][3][2] = { [0 ... 1][1 ... 2] = { 1, 2 }, [0][0][0 ... 1] = 9, 8 };
    if (sum(&x[0].n, sizeof x) != 767306 || sum(&y[0].n, sizeof y) != 767306) return 3;
    if (sum(&local[0][0][0], sizeof local) != 900715) return 4;
    return c.z.p != 6 || c.z.q != 5 || d.z.q;
}
