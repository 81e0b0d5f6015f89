// expect: 0
struct a { char c; long l; char d; };
struct b { char c[3]; short s; int i : 4; };
struct c { struct a a; char z; } ;
struct d { char c; struct { short s; char e; } in; };
struct __attribute__((packed)) p { char c; int i; short s; };
struct e { _Alignas(16) char c; int i; };
union u { char c[5]; int i; };
#define OFF(t, m) __builtin_offsetof(t, m)
int main(void) {
    if (sizeof(struct a) != 24 || OFF(struct a, l) != 8 || OFF(struct a, d) != 16) return 1;
    if (OFF(struct b, s) != 4 || sizeof(struct b) != 8 || sizeof(struct c) != 32 || OFF(struct c, z) != 24) return 2;
    if (OFF(struct d, in.e) != 4 || sizeof(struct d) != 6 || sizeof(struct p) != 7 || OFF(struct p, s) != 5) return 3;
    if (sizeof(struct e) != 16 || _Alignof(struct e) != 16 || sizeof(union u) != 8 || _Alignof(union u) != 4) return 4;
    return OFF(struct c, a.l) == 8 && OFF(struct b, c[2]) == 2 && _Alignof(struct p) == 1 ? 0 : 5;
}
