// expect: 157
struct a { struct b { struct c { int x; } c; int y; } b; enum { P, Q = 5 } e; union { int i; struct { short lo, hi; }; }; struct b arr[2]; };
struct c g = { 3 }; struct b h = { { 4 }, 5 };
union u { struct { int t; int v; } a; struct { int t; char c[4]; } b; long raw; };
struct list { int v; struct list *next; };
typedef struct tree { struct tree *l, *r; int k; } tree; int sum(tree *t) { return t ? t->k + sum(t->l) * 2 + sum(t->r) * 3 : 0; }
struct { int a; } anon1, *panon = &anon1; struct same { int a; } ; int dup(struct same a, struct same b) { a.a = 9; return a.a + b.a; }
int main(void) { struct a a = { .b.c.x = 1, .b.y = 2, Q, { 0x00050006 }, { g, 7, h } }; int r = a.b.c.x + a.b.y + a.e + a.lo + a.hi + a.arr[0].c.x + a.arr[0].y + a.arr[1].y; union u u = { { 1, 0x41424344 } }; r += u.b.c[0] + (u.raw >> 32 & 1); struct list n[3] = { { 1, &n[1] }, { 2, n + 2 }, { 3 } }; for (struct list *p = n; p; p = p->next) r += p->v; tree l = { 0, 0, 1 }, m = { .k = 2 }, t = { &l, &m, 3 }; r += sum(&t); panon->a = 4; r += anon1.a; struct same s = { 3 }; r += dup(s, s) + s.a; struct a c = a, *pc = &c; *pc = a; pc->b = a.arr[1]; r += c.b.y + (c = a).b.y + (&c)->arr->y; struct b arr[2] = { [1] = h }; arr[0] = arr[1]; r += arr[0].y; return r & 255; }