// expect: 66
static int p(int x) { return x + 1; }
static int q(int x) { return x * 3; }
static int (*grid[2][2])(int) = { { p, q }, { q, p } };
struct holder { union { int (*f)(int); unsigned long n; } u[2]; } h = { { { q }, { p } } };
int main(void) {
    int x = 1;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) x = grid[i][j](x); /* 2 6 18 19 */
    x = h.u[0].f(x);                                   /* 57 */
    if (h.u[0].n == 0 || h.u[0].n == h.u[1].n) return 1;
    return h.u[1].f(x) + 8;
}
