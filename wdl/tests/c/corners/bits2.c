// expect: 249
struct p { unsigned a : 7; unsigned long b : 33; unsigned c : 9; } __attribute__((packed));
struct q { char x; int a : 4; char y; int b : 28; int c : 8; };
struct r { unsigned short a : 9; unsigned short b : 9; unsigned char c : 5, d : 5; };
struct v { int a : 5; int : 3; int b : 8; int : 0; char c; };
enum e { E0, E1, E2, E3, E7 = 7 }; struct w { enum e e : 3; enum e f : 4; };
union un { unsigned a : 12; unsigned char raw[4]; };
int main(void) {
    struct p p = { 100, 0x1ffffffffull, 511 }; struct q q = { 1, -3, 2, 100000000, -128 }; struct r r = { 511, 300, 31, 30 };
    struct v v = { -1, 100, 3 }; struct w w = { E7, E7 }; union un u = { .raw = { 0xab, 0xcd, 1, 2 } };
    p.b++; u.a += 0x111;
    unsigned h = 0;
    #define H(x) h = h * 33 + (unsigned)(x);
    #define B(o) for (unsigned i = 0; i < sizeof o; i++) H(((unsigned char *)&o)[i])
    H(sizeof p) H(sizeof q) H(sizeof r) H(sizeof v) H(sizeof w) H(p.a) H(p.b) H(p.c) H(q.a) H(q.b) H(q.c) H(r.a) H(r.b) H(r.c) H(r.d) H(v.a) H(v.b) H(w.e) H(w.f == E7) H(u.raw[0]) H(u.raw[1])
    H(w.e > -1) H(_Alignof(struct p))
    return h % 251;
}