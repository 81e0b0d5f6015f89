// expect: 0
typedef int t;
typedef t array[3], *pointer, fn(t);
static fn id;
static t id(t t) { return t; }
struct t { t t; };
int main(void) {
    array a = { 1, 2, 3 };
    pointer p = a;
    { int t = 4; t = t * 2; if (t != 8 || sizeof t != 4) return 1; }
    t b = (t)3 + 0 * sizeof(t) ? 3 : 0;
    struct t s = { (t)b };
    const array c = { 4, 5, 6 };
    return p[2] + id(b) + s.t + c[1] == 14 && sizeof(array) == 12 ? 0 : 2;
}
