// expect: 131
struct s { int a, b, c; struct { char t[6]; int z; } in; union { long l; char c; } u; };
struct s g[3] = { [0] = { 1, 2, 3, { "abcde", 4 } }, [0] = { .b = 5 }, [1].in.t = "wxyz", [1].in.t = "q", [1].in.t[3] = 'k', [2] = { .u.l = -1, .u.c = 2, .a = 7 }, [2].a = 8, [1].b = 3, [1] = { .c = 1 } };
char str[] = { "hello" }; char two[2][6] = { [1] = "abcde", [0] = "x", [1] = "z" }; int m[2][3] = { [1] = { 1, 2, 3 }, [1] = { [1] = 9 }, [0][2] = 4, 5 }; struct s f(void) { return g[0]; }
int main(void) { struct s l[2] = { [0] = { 1, 2, 3 }, [0] = { .c = 9 }, [1] = f(), [1].in.z = 6, [1] = { .a = g[2].a } }; struct s k = { .in = { "abc", 3 }, .in.z = 4, .in.t[1] = 'Q', .u.l = -1, .u = { .c = 3 } }; struct s q = { .in = g[1].in, .a = 3, .a = 4, .in = { .z = 2 } }; unsigned h = 5;
#define H(x) h = h * 31 + (unsigned)(x);
for (int i = 0; i < 3; i++) { H(g[i].a) H(g[i].b) H(g[i].c) H(g[i].in.t[0]) H(g[i].in.t[1]) H(g[i].in.t[3]) H(g[i].in.z) H(g[i].u.l) } for (int i = 0; i < 6; i++) { H(two[0][i]) H(two[1][i]) H(m[i / 3][i % 3]) } for (int i = 0; i < 2; i++) { H(l[i].a) H(l[i].b) H(l[i].c) H(l[i].in.z) } H(k.in.t[0]) H(k.in.t[1]) H(k.in.t[2]) H(k.in.z) H(k.u.l) H(q.a) H(q.in.t[0]) H(q.in.z)
return h % 251; }
