// expect: 0
static int one(void) { return 1; }
static int v[3] = { 1, 2, 3 };
static int (*arr(void))[3] { return &v; }
int (*(*fpa[2])(void))[3] = { arr, arr };
char *(*(*x)[3]) = 0, *const *volatile y = 0;
int (*pf(int (*a)(void), int (*(*b))(void)))(void) { return a ? a : *b; }
typedef int (*table[2])(void);
int main(void) {
    if ((*arr())[2] != 3 || (*fpa[1]())[1] != 2) return 1;
    table t = { one, one };
    if (pf(0, t + 1)() != 1 || pf(one, 0) != one) return 2;
    if (sizeof fpa != 16 || sizeof(table) != 16 || sizeof *x != 24 || sizeof **x != 8) return 3;
    int *a, b, **c = &a;
    a = &b; **c = 6;
    return b == 6 && sizeof(int (*)[7]) == 8 && sizeof(int[7]) == 28 && !y ? 0 : 4;
}
