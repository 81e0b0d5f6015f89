// expect: 0
typedef int op(int);
static int f(int x) { return x + 1; }
static int g(int x) { return x + 2; }
op *p, *q = g;

int main(void) {
    if (p) return 1;
    if (p != 0) return 2;
    p = f;
    if (!p || p == q) return 3;
    if (p != f || p != &f || *p != f) return 4;
    q = p;
    if (p != q) return 5;
    if (q == g) return 6;
    void *v = (void *)p;
    if ((op *)v != f) return 7;
    unsigned long n = (unsigned long)p;
    if (((op *)n)(1) != 2) return 8;
    return (p ? p : q)(4) == 5 ? 0 : 9;
}
