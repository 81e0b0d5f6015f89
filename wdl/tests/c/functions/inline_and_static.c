// expect: 0
static inline int sq(int x) { return x * x; }
inline static int cube(int x) { return x * sq(x); }
extern int out(int);
int out(int x) { return -x; }
static int proto(int, char *, int [], int (*)(int));
static int proto(int n, char *s, int v[], int (*f)(int)) { return f(n) + s[0] + v[1]; }
_Noreturn static void never(void) { for (;;) ; }
int main(int argc, char **argv) {
    if (argc < 0) never();
    int v[2] = { 1, 2 };
    return cube(3) == 27 && out(4) == -4 && proto(5, "a", v, sq) == 25 + 97 + 2 && argv ? 0 : 1;
}
