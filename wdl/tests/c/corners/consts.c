// expect: 32
int a[3]; enum { C = (1 ? 2 : (1/1)), D = sizeof(char[C + 1]), E = (int)3u, F = 'a' + !0 };
static int z = sizeof(struct { int a; char b[3]; }); static long ad = (long)&((struct { int a, b; } *)0)->b; int *np = (int *)0; void *vp = (void *)(long)5;
static unsigned char uc = -1; static short sh = 70000; static _Bool bo = &z; static int sh2 = -1 >> 3; static unsigned us = -1 / 2; static long lo = 1u - 2; static int tern = -1 > 0u ? 7 : 9;
static int *arr[] = { &z, (int *)&z + 1, &a[2], a, &*a, a + 1 - 1, 1 ? a : 0, }; static char *st[] = { "abc" + 1, &"xyz"[2], (char *)"q" }; static long dif = &a[2] - a; static int lg = 0 || &z; static int eq = 1 == 1u; 
int f(void); int (*fp)(void) = f; int (*fq)(void) = &f; int (*fr[2])(void) = { *f, 1 ? f : 0 }; int f(void) { return 6; } struct s { int *p; int (*f)(void); struct s *n; } ss = { a + 2, f, &ss }; union { char c[4]; int i; } u = { "ab" }; int ar2[][2] = { 1, 2, { 3 }, 4 }; char ch2[2][3] = { "abc", "d" }; const int ci = 5; long ll = (char)300 + (unsigned char)~0;
_Bool bb[3] = { 2, 0, -1 }; struct { unsigned a : 3; int : 2; int b : 4; } bf = { 9, -9 }; int neg = -+-~!0; int com = sizeof(1, 2l); int last = __builtin_offsetof(struct s, f);
int main(void) { unsigned h = 1;
 #define H(x) h = h * 31 + (unsigned)(x);
 H(C) H(D) H(E) H(F) H(z) H(ad) H(!np) H((long)vp) H(uc) H(sh) H(bo) H(sh2) H(us) H(lo) H(tern) H(arr[2] - a) H(*st[0]) H(*st[1]) H(dif) H(lg) H(eq) H(fp() + fq() + fr[0]() + fr[1]()) H(ss.p - a) H(ss.n->f()) H(u.i) H(sizeof ar2) H(ar2[2][0]) H(ch2[0][2]) H(ch2[1][0]) H(ci) H(ll) H(bb[2] + bb[0]) H(bf.a) H(bf.b) H(neg) H(com) H(last)
 return h % 251; }