// expect: 77
int f(a, b, c) char a; short b; int *c; { return a + b + *c; }
long g(x) unsigned char x; { return x; }
h() { return 4; }
int i(p, n) int p[]; { return p[n]; }
static s(fn) int (*fn)(); { return fn(3, 4); }
int add(a, b) { return a + b; }
struct q { int z; }; int st(v, w) struct q v; register int w; { v.z += w; return v.z; }
main() { int x = 5, ar[2] = { 6, 7 }; struct q q = { 2 }; return f(300, 70000, &x) + g(511) + h() + i(ar, 1) + s(add) + st(q, 9) - 4464; }