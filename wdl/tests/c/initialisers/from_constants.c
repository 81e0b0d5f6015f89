// expect: 0
static const int n = 4;
static int a = n + 1, b[] = { n, n * 2, [3] = -n }, c = n ? n << 1 : 0, d = *&n;
const _Bool t = 3;
static int e = t ? 6 : 7;
static const char small = -1;
static unsigned wide = small;
static unsigned char narrow = small;
static char f = "the"[1], g = "the"[3];
static const char text[9] = "abc";
static int h = text[1] + text[2];
static const struct { int x, y[3]; struct { short c[5]; const char *p; } e[2]; unsigned u : 3; int s : 3; } s = { 1, { 2, 3, 4 }, { [1] = { { [4] = -7 }, text } }, 7, -1 };
static int i = s.x, j = s.y[2], k = s.e[1].c[4], l = s.u, m = s.s;
static const char *o = s.e[1].p, *const p = &s.e[1].p[0] + 0;
static const long grid[2][2] = { { 1, 2 }, { 3, 4L << 40 } };
static long q = grid[1][1], r = grid[0][n - 3];
static const long *row = grid[1];
static int two(void) { return 2; }
static int (*const call)(void) = two;
static int (*calls[])(void) = { call, 0 };
static int target, *const at = &target, *at2 = at + 1;
static int literal = (int){ 3 };
struct in { int t; };
static struct in by = { .t = { (int){ 1 } } }, whole = (struct in){ 5 }, both[] = { (struct in){ 6 }, { 7 } };
static _Atomic struct in atomic = (struct in){ 8 };
static const struct out { struct in v[2]; int w; } out = { { { 1 }, { 2 } }, 3 };
static struct in copy = (const struct in){ 9 }, of = out.v[1];
static struct out copies[2] = { out, out };
static const union { int i; char c; } un = { 258 };
static int v = un.i;
static int locals(void) {
    const int n = 20;
    static int m = n + 1, o = (int){ 4 };
    const struct in s = { 30 };
    const int list[3] = { 1, [2] = 20 };
    static int p = s.t, q = list[2];
    static struct in r = (struct in){ 40 }, t = s;
    const char word[] = "xyz";
    static char c = word[1], d = __func__[0];
    { const int n = 50; static int x = n; m += x; }
    return m + o + p + q + r.t + t.t == 71 + 4 + 30 + 20 + 40 + 30 && c == 'y' && d == 'l';
}
int main(void) {
    if (a != 5 || b[0] != 4 || b[1] != 8 || b[2] || b[3] != -4 || c != 8 || d != 4 || e != 6) return 1;
    if (wide != -1u || narrow != 255 || f != 'h' || g || h != 'b' + 'c') return 2;
    if (i != 1 || j != 4 || k != -7 || l != 7 || m != -1 || o != text || p != text) return 3;
    if (q != 4L << 40 || r != 2 || row != grid[1] || calls[0]() != 2 || at2 != &target + 1) return 4;
    if (literal != 3 || by.t != 1 || whole.t != 5 || both[0].t != 6 || both[1].t != 7 || copy.t != 9 || of.t != 2) return 5;
    if (copies[0].v[0].t != 1 || copies[1].v[1].t != 2 || copies[1].w != 3 || v != 258) return 6;
    struct in a = atomic;
    return a.t != 8 ? 7 : !locals();
}
