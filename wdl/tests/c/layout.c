// expect: 164
struct a { char c; short s; char d; int i; char e; long l; char f; }; struct b { struct a x; char y; }; struct c { char a[3]; short b; }; union d { char c[9]; int i; };
int main(void) { return sizeof(struct a) + sizeof(struct b) * 2 + sizeof(struct c) + sizeof(union d) + __builtin_offsetof(struct a, l) + __builtin_offsetof(struct b, x.e) + _Alignof(struct c) + _Alignof(union d); }
