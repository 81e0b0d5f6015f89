// expect: 0
/* The pointer is read once, before or after the arguments, and results are not lost. */
static int log;
static int a(int x) { log = log * 10 + 1; return x; }
static int b(int x) { log = log * 10 + 2; return x + 100; }
static int (*tab[2])(int) = { a, b };
static int at;
static int next(void) { return at++; }
int main(void) {
    int r = tab[next()](5) + tab[next()](6);
    if (r != 111 || at != 2) return 1;
    if (log != 12 && log != 21) return 2;
    int x = 3;
    int (*f)(int) = a;
    if (f(x++) + f(x++) != 7 || x != 5) return 3;
    f(1), f(2);
    if (log % 100 != 11) return 4;
    (void)f;
    return (f = b)(0) == 100 && f == b ? 0 : 5;
}
