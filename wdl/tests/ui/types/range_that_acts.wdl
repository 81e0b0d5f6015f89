int g(void);
int f(int i) {
    int a[4] = { [0 ... 3] = i++ }, b[4] = { [0 ... 1] = g(), [2 ... 3] = i };
    struct { int m[2][2]; } c = { .m[0 ... 1][0 ... 1] = (i = 2) };
    return a[0] + b[0] + c.m[0][0];
}
