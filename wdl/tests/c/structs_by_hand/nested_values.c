// expect: 0
struct in { char c; int v[3]; };
struct out { struct in a, b; long l; };
static struct out make(int n) { struct out o = { { n, { n, n + 1, n + 2 } }, { -n, { 0 } }, n * 100L }; return o; }
static struct in pick(struct out o, int second) { o.a.c++; return second ? o.b : o.a; }
int main(void) {
    struct out o = make(5), *p = &o;
    if (pick(o, 0).c != 6 || o.a.c != 5 || pick(*p, 1).c != -5) return 1;
    o.b = o.a; o.b.v[2]++;
    if (o.b.v[2] != 8 || o.a.v[2] != 7 || make(7).a.v[1] != 8 || make(2).l != 200) return 2;
    p->a = make(9).a;
    struct in *q = &p->b;
    *q = p->a;
    return o.b.v[0] == 9 && pick(make(1), 0).v[2] == 3 && (o = make(3)).l == 300 && o.a.c == 3 ? 0 : 3;
}
