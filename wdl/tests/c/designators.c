// expect: 59
struct in { int a, b[3]; }; struct out { char c; struct in i[2]; union { int u; char v[4]; }; }; struct out g = {.i = {[1] = {.b = {1, [2] = 3}}, [0].a = 7}, .c = 5, .v = {1, 1}}; int r[10] = {[2 ... 5] = 3, [8] = 1};
int main(void) { struct out l = {.i[0].b[1] = 6, .i[1].a = 2, .u = 9}; int s = 0; for (int i = 0; i < 10; i++) s += r[i]; return g.i[1].b[0] + g.i[1].b[2] * 2 + g.i[0].a + g.c + (g.u == 257) * 10 + l.i[0].b[1] + l.i[1].a + l.u + l.c + s; }
