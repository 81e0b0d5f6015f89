// expect: 77
/* Functions that take and return pointers to functions. */
typedef int unary(int);
typedef unary *(*chooser)(int);
static int inc(int x) { return x + 1; }
static int dbl(int x) { return x * 2; }
static unary *choose(int n) { return n ? inc : dbl; }
static int (*raw(int n))(int) { return choose(!n); }
static int twice(int f(int), int x) { return f(f(x)); }
static chooser pick(void) { return choose; }

int main(void) {
    if (twice(inc, 5) != 7) return 1;
    if (twice(choose(0), 5) != 20) return 2;
    if (pick()(1)(1) != 2) return 3;
    if (raw(1)(9) != 18) return 4;
    if (sizeof(choose(0)) != 8 || sizeof(unary *) != 8) return 5;
    return twice(*raw(0), 75);
}
