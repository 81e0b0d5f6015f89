// expect: 33
struct s { int a; } x = {1}, y, *p = &y; struct { int u; char v; } an, bn; enum e { A, B = 5, C } e1 = C, e2 = A; union { int i; } w, q;
int main(void) { y = x; p->a += 2; an.u = 3; bn = an; w.i = 4; q = w; struct l { int k; } m = {7}, n = m; enum { L1 = 2 } z1 = L1, z2; z2 = z1; return x.a + y.a + bn.u + e1 + e2 + B + q.i + n.k + z2 + sizeof an - 6; }
