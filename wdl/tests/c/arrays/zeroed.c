// expect: 0
struct s { int a; char b[10]; long c; };
static int sum(const unsigned char *p, int n) { int s = 0; while (n--) s += *p++; return s; }
static int f(int n) {
    int a[20] = { n }, b[5] = { 0 }, e[3][3] = { [1] = { [1] = n } };
    struct s s = { .a = n }, list[4] = { [2].c = n };
    char t[40] = "ab";
    if (a[0] != n || sum((void *)(a + 1), sizeof a - 4)) return 1;
    if (sum((void *)b, sizeof b) || e[1][1] != n || e[0][0] || e[2][2]) return 2;
    if (s.c || sum((void *)s.b, 10) || list[2].c != n || list[3].a || list[0].c) return 3;
    if (sum((void *)t, 40) != 'a' + 'b') return 4;
    for (int i = 0; i < 20; i++) a[i] = -1;
    for (int i = 0; i < 40; i++) t[i] = -1;
    return 0;
}
int main(void) { return f(5) ?: f(6) ?: 0; }
