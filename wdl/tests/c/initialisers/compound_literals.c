// expect: 0
struct s { int a, b; };
static struct s *keep = &(struct s){ 1, 2 };
static int *list = (int[]){ 3, 4, 5 };
static int sum(const int *p, int n) { int s = 0; while (n--) s += p[n]; return s; }
static int area(struct s s) { return s.a * s.b; }
int main(void) {
    if (keep->b != 2 || list[2] != 5) return 1;
    keep->b = 7;
    if (keep->b != 7) return 2;
    if (sum((int[]){ 1, 2, 3, 4 }, 4) != 10 || area((struct s){ .b = 3, .a = 4 }) != 12) return 3;
    int *p = 0;
    for (int i = 0; i < 3; i++) { p = (int[2]){ i, i * 10 }; if (p[1] != i * 10) return 4; p[1] = 99; }
    struct s t = (struct s){ 5 };
    return t.a == 5 && t.b == 0 && (struct s){ 8, 9 }.b == 9 && (int){ 6 } == 6 && sizeof (int[]){ 1, 2 } == 8 ? 0 : 5;
}
