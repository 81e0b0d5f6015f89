// expect: 137
/* A typedef's alignment goes with its type through `typeof`, and `_Alignof` sees it in members. */
typedef int T16 __attribute__((aligned(16)));
typedef int T2 __attribute__((aligned(2)));
typedef T16 U16; typedef T16 V8 __attribute__((aligned(8)));
typedef const T16 C16; typedef T2 A3[3];
struct in { int x; int y; };
typedef struct in S32 __attribute__((aligned(32)));
struct s { char c; __typeof__(*(T16 *)0) t; };
struct p { char c; T16 t; int plain; } ;
struct q { char c; T16 t; } __attribute__((packed));
struct r { char c; T2 t; S32 s; __typeof__(((struct p *)0)->t) m; };
struct u { char c; C16 t; volatile T16 v; const volatile U16 w; };
T16 v; const T16 cv = 1; T2 q; int plain __attribute__((aligned(64))); char big[40]; char small[4];
struct w { char c; __typeof__(v) a; char d; __typeof__(cv) b; char e; __typeof__(plain) f; char g; __typeof__(q) h; char i; __typeof__(v + 0) j; char k; __typeof__((T16)0) l;};
struct x { char c; A3 a; char d; __typeof__(&v) e; char f; __typeof__(*&v) g; char h; __typeof__((v)) i;};
S32 g32; struct in in1;
int f(void) { return 0; }
int main(void) { unsigned h = 0; struct p *pp = 0; struct q *qq = 0; struct r *rr = 0; T16 local; T2 l2; _Alignas(32) char lc; T16 *tp = &v; void *vp = tp;
#define H(x) h = h * 31 + (unsigned)(x);
H(sizeof(struct s)) H(_Alignof(struct s)) H(sizeof(struct p)) H(sizeof(struct q)) H(_Alignof(struct q)) H(sizeof(struct r)) H(sizeof(struct u))
H(sizeof(struct w)) H(sizeof(struct x)) H(_Alignof(U16)) H(_Alignof(V8)) H(_Alignof(C16)) H(_Alignof(A3))
H(_Alignof(v)) H(_Alignof(q)) H(_Alignof(cv)) H(_Alignof(plain)) H(_Alignof(__typeof__(plain))) H(_Alignof(__typeof__(v)))
H(_Alignof(pp->t)) H(_Alignof(pp->plain)) H(_Alignof(pp->c)) H(_Alignof(qq->t)) H(_Alignof(rr->t)) H(_Alignof(rr->s)) H(_Alignof(rr->s.y)) H(_Alignof(rr->m))
H(_Alignof(local)) H(_Alignof(l2)) H(_Alignof(lc)) H(_Alignof(*tp)) H(_Alignof(tp[1])) H(_Alignof(*(int *)vp)) H(_Alignof(v + 1)) H(_Alignof(g32)) H(_Alignof(in1)) H(_Alignof(g32.y))
H(_Alignof(small)) H(_Alignof(big)) H(_Alignof(f)) H(_Alignof("x")) H(_Alignof(1)) H(_Alignof(1L)) H(_Alignof(__typeof__(g32))) H(_Alignof(__typeof__(*&g32)))
H(__builtin_offsetof(struct r, s)) H(__builtin_offsetof(struct w, f)) H(__builtin_offsetof(struct w, j)) H(__builtin_offsetof(struct w, l)) H(__builtin_offsetof(struct x, i))
H(__alignof__(*(T2 *)0)) H(_Alignof(*(T16 *)(T2 *)0)) H(_Alignof(*(T2 *)(T16 *)0)) H(1)
return h % 251; }
