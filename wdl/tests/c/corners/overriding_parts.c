// expect: 129
struct in { int a, b[3]; struct { char x, y; } s; };
struct out { int h; struct in i[2]; union { long l; struct in u; }; int t; };
struct out g = { .i = { [1] = { 1, { 2, 3 }, .s.y = 'q' }, [0].b[1] = 5 }, .h = 9, .i[1].b[2] = 44, .u.b = { 1, 2 }, 77 };
int main(void) { 
    struct out l = { .i[0] = g.i[1], .i[0].a = 100, .t = 3 };
    struct in cp = { .b = { 1, 2, 3 }, .b[1] = 9, .a = 4 };
    struct in pr = *&(struct in){ .s = { 1, 2 }, .s.x = 3 };
return l.i[0].a + l.i[0].b[2] + l.i[0].s.y + cp.b[0]+cp.b[1] + cp.b[2] + pr.s.x * 2 + pr.s.y * 5; }
