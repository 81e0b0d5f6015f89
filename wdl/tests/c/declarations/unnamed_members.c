// expect: 0
struct in { int a; };
struct out { struct in; int b; enum { A = 3, B }; struct { char c; }; struct deep { long l; }; };
int main(void) {
    struct out o = { 1, 2 };
    struct deep d = { 5 };
    return sizeof(struct out) != 8 || o.b != 1 || o.c != 2 || A + B != 7 || d.l != 5;
}
