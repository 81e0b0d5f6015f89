// expect: 0
static int n;
static int next(void) { return ++n; }
struct s { int a, b; };
static struct s make(int x) { return (struct s){ x, x * 2 }; }
int main(void) {
    int i = 3, v[3] = { i, i * i, next() };
    struct s s = make(4), t = s, u[2] = { s, make(9) }, w = { .b = i, .a = v[1] };
    if (v[1] != 9 || v[2] != 1) return 1;
    if (t.b != 8 || u[0].a != 4 || u[1].b != 18 || w.a != 9 || w.b != 3) return 2;
    struct { struct s in; int z; } x = { make(5), 6 }, y = { t };
    return x.in.b == 10 && x.z == 6 && y.in.a == 4 && y.z == 0 ? 0 : 3;
}
