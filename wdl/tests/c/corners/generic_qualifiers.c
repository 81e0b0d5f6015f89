// expect: 249
enum one { A }; enum two { B };
static volatile int v; static const volatile int cv; static int i; static const int c;
static volatile int list[3]; static struct { volatile int m; int n; volatile int *p; } s; static const volatile struct { int m; } t;
static int (*f)(volatile int *); static int (*g)(int *);
#define KIND(x) _Generic((x), int *: 1, volatile int *: 2, const int *: 3, const volatile int *: 4, \
    volatile int **: 5, int **: 6, int (*)(int *): 7, int (*)(volatile int *): 8, int: 9, default: 10)
int main(void) {
    unsigned total = 0; volatile int *vp = &v; int *ip = &i; int *volatile ipv = ip; volatile int w = 1;
#define N(x) total = total * 11 + KIND(x);
    N(&v) N(&cv) N(&i) N(&c) N(list) N(&list[1]) N(&s.m) N(&s.n) N(s.p) N(&s.p) N(&t.m) N(f) N(g) N(v) N(cv) N(vp) N(ip) N(ipv) N(&ip)
    N(1 ? vp : ip) N(1 ? &c : vp) N(0 ? vp : (void *)0) N(1 ? vp : 0) N(w) N(w + 1) N(&*vp) N(vp + 1) N((int *)vp) N((volatile int *)ip) N(&w)
    total = total * 3 + _Generic((enum one)0, enum two: 1, enum one: 2);
    total = total * 3 + _Generic((enum one *)0, enum two *: 1, default: 2);
    total = total * 3 + __builtin_types_compatible_p(volatile int *, int *) + 2 * __builtin_types_compatible_p(volatile int, int);
    return total % 251;
}
