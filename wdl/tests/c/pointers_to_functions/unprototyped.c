// expect: 9
/* Pointers to functions without a prototype take what fits (C17 6.5.2.2). */
static int sum(int a, int b) { return a + b; }
static int none() { return 4; }
int (*f)() = sum;
int main(void) {
    char c = 2;
    int n = f(c, 3);
    f = none;
    return n + f();
}
