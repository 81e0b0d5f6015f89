// expect: 0
// C calls these arrays variable, but what is const and initialised by a constant never varies.
static const int n = 3, sizes[] = { 4, 5 };
static int sum(const int count, int a[count]) {
    int r = 0;
    for (int i = 0; i < count; i++) r += a[i];
    return r;
}
static int last(int a[n][n]) { return a[n - 1][n - 1]; }
int main(void) {
    const unsigned char m = 2;
    int a[n], b[m + 1][n * 2], c[sizes[1]], (*p)[n * 2] = b;
    typedef int row[m];
    row r, *q = &r;
    for (const int k = 4; a[0] = 0, m; ) {
        char d[k];
        if (sizeof d != 4) return 1;
        break;
    }
    for (int i = 0; i < n; i++) a[i] = i;
    for (int i = 0; i < n * n; i++) ((int *)b)[i] = i;
    c[4] = 7, r[1] = 8;
    int square[n][n];
    square[2][2] = 9;
    if (sizeof a != 12 || sizeof b != 72 || sizeof c != 20 || sizeof r != 8 || sizeof *p != 24) return 2;
    return sum(n, a) != 3 || (*p)[5] != 5 || b[1][2] != 8 || c[4] + (*q)[1] != 15 || last(square) != 9;
}
