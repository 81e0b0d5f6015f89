// expect: 0
struct v { int kind; union { int n; struct { char lo, hi; }; const char *s; }; int end; };
int main(void) {
    struct v v = { 1, { 0x1234 }, 5 }, w = { .hi = 3, .end = 4, .kind = 2 };
    if (v.lo != 0x34 || v.hi != 0x12 || v.end != 5) return 1;
    if (w.n != 0x300 || w.kind != 2 || w.end != 4) return 2;
    v.s = "text";
    if (v.s[1] != 'e' || sizeof v != 24) return 3;
    struct v *p = &w;
    p->lo = 1;
    return p->n == 0x301 && &p->n == (int *)&p->lo ? 0 : 4;
}
