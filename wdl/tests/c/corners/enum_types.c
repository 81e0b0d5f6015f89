// expect: 164
#define N(x) total = total * 7 + (unsigned)(x);
enum __attribute__((packed)) tiny { T = 255 };
enum { P = -1, Q = 127 } __attribute__((packed)) byte;
enum packed2 { R = 128, S = -1 } __attribute__((packed));
enum big { U = 0x80000000u, V = -1 };
enum bigger { W = 0xffffffffffffffff, X = 1 };
enum step { Y = 2147483647, Z = 2147483648 };
enum lower { L = -2147483648L, M = 2147483648 };
struct held { char c; enum tiny t; enum packed2 p; enum big b; };
int main(void) {
    unsigned total = 0;
    N(sizeof(enum tiny)) N(sizeof byte) N(sizeof(enum packed2)) N(sizeof(enum big)) N(sizeof(enum bigger))
    N(sizeof(enum step)) N(sizeof(enum lower)) N(sizeof(struct held))
    N(sizeof U) N(sizeof V) N(sizeof W) N(sizeof X) N(sizeof Y) N(sizeof Z) N(sizeof L) N(sizeof M)
    N(U > 0) N(V < 0) N(W > 0) N(W > 1) N(X - 2 < 0) N(Z > 0) N(L < 0) N((enum tiny)256) N((enum packed2)-1 < 0)
    N((enum tiny)-1 > 0) N((enum step)-1 > 0) N(U + V > 0)
    return total % 251;
}
