// expect: 63
struct s { int d[2]; int e[2][3]; char *n; int k; }; struct o { struct s in; const int ci[2]; };
volatile struct s vs; const struct s cs = {{1, 2}}; const volatile struct o *cvo; struct o po; int *ip;
#define K(x) _Generic((x), int *: 1, const int *: 2, volatile int *: 3, const volatile int *: 4, int (*)[3]: 5, const int (*)[3]: 6, volatile int (*)[3]: 7, \
 char **: 8, char *const *: 9, char *volatile *: 10, void *: 11, volatile void *: 12, const void *: 13, default: 20)
int main(void) {
    unsigned r = 0;
#define H(x) r = r * 23 + K(x);
    H(vs.d) H(cs.d) H(cvo->in.d) H(vs.e[0]) H(cs.e[1]) H(&vs.d[1]) H(&cs.k) H(&vs.n) H(&cs.n) H(po.ci) H(cvo->ci) H(po.in.d) H(vs.e) H(cs.e) H(&cvo->in.k)
    H(1 ? (volatile void *)0 : ip) H(1 ? (void *)0 : ip) H(1 ? (const void *)0 : ip) H(0 ? ip : (void *)0) H(1 ? ip : (const void *)0)
    return r % 251;
}
