// expect: 0
/* Results and arguments that are structures, by pointer. */
struct pair { long a, b; };
struct big { int v[20]; };
static struct pair swap(struct pair p) { return (struct pair){ p.b, p.a }; }
static struct pair same(struct pair p) { return p; }
static struct big fill(int n) { struct big b; for (int i = 0; i < 20; i++) b.v[i] = n + i; return b; }
static int last(struct big b) { b.v[19] += b.v[0]; return b.v[19]; }
struct pair (*f[2])(struct pair) = { swap, same };
struct big (*make)(int) = fill;
int (*end)(struct big) = last;

int main(void) {
    struct pair p = { 1, 2 };
    p = f[0](p);
    if (p.a != 2 || p.b != 1) return 1;
    p = f[1](f[0](p));
    if (p.a != 1 || p.b != 2) return 2;
    if (f[0](p).a != 2) return 3;
    struct big b = make(100);
    if (end(b) != 219 || b.v[19] != 119) return 4;
    if (end(make(5)) != 29) return 5;
    return make(7).v[3] == 10 ? 0 : 6;
}
