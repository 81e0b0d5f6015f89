// expect: 46
struct in { int a, b[3]; struct { char x, y; } s; };
struct out { int h; struct in i[2]; union { long l; struct in u; }; int t; };
int n;
struct out g = { .i = { [1] = { 1, { 2, 3 }, .s.y = 'q' }, [0].b[1] = 5 }, .h = 9, .i[1].b[2] = 44, .u.b = { 1, 2 }, 77 };
int arr[] = { [5] = 1, 2, [2] = 3, 4, [0] = 7, [1 ... 1] = 8, };
int rng[10] = { [2 ... 5] = 3, [4] = 9, 1 };
char str[][4] = { [1] = "ab", "abcd", { 'x' }, {"yz"} };
int two[2][3] = { 1, 2, 3, [1][1] = 5, 6 };
struct { int a; union { char c[4]; int i; }; } un = { 1, { .i = 0x01020304 } };
int main(void) {
    struct out l = { .i[0] = g.i[1], .i[0].a = 100, .t = 3 };
    struct in cp = { .b = { 1, 2, 3 }, .b[1] = 9, .a = 4 };
    struct in pr = *&(struct in){ .s = { 1, 2 }, .s.x = 3 };
    unsigned h = sizeof arr + sizeof str;
    #define H(x) h = h * 31 + (unsigned)(x);
    H(g.h) H(g.i[0].b[1]) H(g.i[1].a) H(g.i[1].b[0]) H(g.i[1].b[1]) H(g.i[1].b[2]) H(g.i[1].s.y) H(g.u.a) H(g.u.b[0]) H(g.u.b[1]) H(g.t)
    for (int i = 0; i < 8; i++) { H(arr[i % 7]) H(rng[i]) }
    H(str[0][0]) H(str[1][1]) H(str[2][3]) H(str[3][0]) H(str[4][1]) H(two[1][0]) H(two[1][1]) H(two[1][2]) H(un.c[0])
    H(l.i[0].a) H(l.i[0].b[2]) H(l.i[0].s.y) H(l.t) H(l.h) H(cp.b[1]) H(cp.b[2]) H(cp.a) H(pr.s.x) H(pr.s.y)
    return h % 251;
}