// expect: 0
/* A result may be assigned to what the call reads. */
struct s { int a, b, c, d, e; };
static struct s turn(struct s s) { return (struct s){ s.e, s.a, s.b, s.c, s.d }; }
static struct s g = { 1, 2, 3, 4, 5 };
static struct s from_global(void) { return (struct s){ g.b, g.a, g.d, g.c, g.e }; }
int main(void) {
    struct s s = g;
    s = turn(s);
    if (s.a != 5 || s.b != 1 || s.e != 4) return 1;
    g = from_global();
    if (g.a != 2 || g.b != 1 || g.c != 4 || g.d != 3) return 2;
    s = (struct s){ s.b, s.a, s.d, s.c, s.e };
    if (s.a != 1 || s.b != 5 || s.c != 3 || s.d != 2) return 3;
    g = turn(turn(turn(turn(turn(g)))));
    return g.a == 2 && g.e == 5 ? 0 : 4;
}
