// expect: 95
typedef int T2 __attribute__((aligned(2))); typedef int T16 __attribute__((aligned(16))); typedef long L4 __attribute__((aligned(4)));
struct a { char c; T2 q : 30; }; struct b { char c; T16 x : 3; T16 y : 4; }; struct c { T2 a : 10, b : 10, d : 13; char e; };
struct d { char c; L4 l : 40, m : 20; char t; }; struct e { T2 : 0; char c; T2 : 0; T2 z : 31; }; union f { T2 a : 20; char c[3]; };
struct g { char c; T16 : 0; char d; }; struct h { short s; T2 q : 17; T2 r : 16; T2 t : 31; };
char pad = 1; extern int b; int b __attribute__((aligned(64))) = 2; extern struct t x; struct t { long l; }; struct t x = {1};
typedef int Q; typedef int Q __attribute__((aligned(16))); Q q; typedef T16 *P16; P16 p16;
int main(void) {
    struct a a = {1, -5}; struct c c = {100, -200, 4000, 7}; struct d d = {1, -1234567890123, -300000, 9}; struct h h = {1, 65000, -30000, 0x3fffffff};
    a.q += 7; c.b++; d.m -= 5; h.r--; h.t *= -1;
    unsigned r = 0;
#define H(x) r = r * 31 + (unsigned)(x);
    H(sizeof(struct a)) H(sizeof(struct b)) H(sizeof(struct c)) H(sizeof(struct d)) H(sizeof(struct e)) H(sizeof(union f)) H(sizeof(struct g)) H(sizeof(struct h))
    H((unsigned long)&b % 64) H(_Alignof(x)) H(_Alignof(b)) H(_Alignof(Q)) H(sizeof(struct { char c; Q q; })) H(_Alignof(*(1 ? p16 : p16)))
    H(a.q) H(c.a) H(c.b) H(c.d) H(c.e) H(d.l) H(d.l >> 20) H(d.m) H(d.t) H(h.q) H(h.r) H(h.t) H(h.s)
    for (unsigned i = 0; i < sizeof c; i++) H(((unsigned char *)&c)[i])
    for (unsigned i = 0; i < sizeof d - 2; i++) H(((unsigned char *)&d)[i])
    return r % 251;
}
