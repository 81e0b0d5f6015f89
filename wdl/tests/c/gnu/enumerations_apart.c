// expect: 36
/* Enumerations are compatible with their integer type, not with each other. */
enum a { A1, A2 };
enum b { B1, B2 };
enum n { N1 = -1 };
typedef enum a a_t;
typedef enum { U1 } u_t;
typedef a_t *pa_t;
enum a va, *pa, ra[3];
enum b vb, fb(enum a);
struct { enum b m; const enum a c; unsigned u : 3; } s;
static unsigned h, n;
#define T(x, y) h = h * 31 + __builtin_types_compatible_p(x, y) * 5 + n++
#define E(x, y) T(__typeof__(x), y)
int main(void) {
    T(enum a, enum b); T(enum a, enum a); T(enum a, a_t); T(a_t, enum b); T(enum a, unsigned); T(enum n, int);
    T(enum a, int); T(u_t, enum a); T(u_t, u_t); T(const enum a, enum a); T(enum n, enum a); T(unsigned, enum b);
    T(enum a *, enum b *); T(pa_t, enum a *); T(pa_t, enum b *); T(pa_t, unsigned *); T(enum a[2], enum b[2]);
    T(enum a[], a_t[2]); T(enum a **, pa_t *); T(enum a (*)(enum b), enum a (*)(enum a));
    T(enum a (*)(enum b), a_t (*)(enum b)); T(enum b (void), enum a (void)); T(enum a (*)(unsigned), enum a (*)(enum a));
    E(va, enum a); E(va, enum b); E(*pa, enum b); E(&va, pa_t); E(&va, enum b *); E(ra, enum a[3]); E(ra, enum b[3]);
    E(ra[1], enum b); E(s.m, enum b); E(s.m, enum a); E(s.c, enum a); E(s.c, enum b); E(&s.c, const enum a *);
    E(fb(A1), enum b); E(fb(A1), enum a); E(fb, enum b (enum a)); E(fb, enum b (enum b)); E((enum a)1, enum a);
    E((enum a)1, enum b); E((va, vb), enum a); E((va, vb), enum b); E(A1, int); E(B1, enum b); E(1 ? va : va, enum a);
    E(+va, enum b); E(va + 1, enum b); E(va = A2, enum b); E(({ vb; }), enum a);
    { enum a { A3 }; T(enum a, a_t); T(enum a, __typeof__(va)); E((enum a)0, enum a); }
    __auto_type w = va; E(w, enum b); E(w, enum a);
    return h % 251;
}
