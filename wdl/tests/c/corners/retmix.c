// expect: 41
struct big { long a[10]; }; struct sm { char c; short s; }; struct odd3 { char c[3]; }; union un { int i; char c[6]; };
struct big mk(int n) { struct big b = { { n, [9] = n * 2 } }; return b; } struct sm ms(int a, int b) { return (struct sm){ a, b }; }
struct odd3 m3(struct odd3 x, int i) { x.c[i]++; return x; } union un mu(union un u) { u.c[5] = 9; return u; } struct big pass(struct big b, int x, struct sm s, struct big c) { b.a[0] += c.a[9] + x + s.s; return b; }
int many(int a, long b, char c, short d, unsigned e, struct sm s, int f, long g, struct big h, unsigned char i, int *j, _Bool k) { return a + b * 2 + c * 3 + d * 4 + e * 5 + s.c + s.s + f + g + h.a[9] + i + *j + k; }
void v(struct big *p) { p->a[1] = 3; return; } struct empty {}; struct empty me(struct empty e) { return e; }
int main(void) { struct big b = mk(4); struct big c = b; c.a[0] = 7; b = pass(b, 2, ms(1, 3), c); v(&b); struct odd3 o = { { 1, 2, 3 } }; o = m3(m3(o, 1), 1); union un u = { 5 }; u = mu(u); int j = 3; me((struct empty){});
 return (b.a[0] + b.a[1] + mk(3).a[9] + ms(300, -1).c + ms(1, 70000).s + o.c[1] + u.c[5] + u.i + many(1, 2, 300, 70000, -1, ms(1, 2), 7, 8, c, 511, &j, 5)) & 255; }