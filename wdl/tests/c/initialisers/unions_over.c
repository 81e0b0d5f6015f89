// expect: 110
/* Another member of a union drops what was there, the same one goes on. */
typedef union { struct { int a, b; } s; int i; char c[8]; } u;
typedef struct { union { struct { int a, b; }; int i; struct { char x; union { char y[3]; short z; }; } n; }; int z; } v;
static u g1 = { .s = { 1, 2 }, .i = 3 }, g2 = { { 4, 5 }, .i = 6 }, g3 = { .s.a = 7, .s.b = 8 };
static u g4 = { .s.a = 9, .i = 10, .s.b = 11 }, g5 = { .i = 12, .c = "ab" }, g6 = { .c = "abcdefg", .i = 1 };
static u g7[] = { [0 ... 2] = { .s = { 1, 2 } }, [1].i = 3, [2].s.b = 4, [0].c[5] = 6 };
static v w1 = { .a = 1, .b = 2, .i = 3, .z = 4 }, w2 = { .a = 1, .b = 2, .a = 5 };
static v w3 = { { { 1, 2 } }, 3, .n.x = 4, 5, 6 }, w4 = { .n = { 1, { "abc" } }, .n.z = 2, .z = 9 };
static v w5 = { .n.y = "abc", .b = 3 }, w6[2] = { [1].n.y[2] = 1, [1].n.y[1] = 2, [1].n.x = 3 };
static unsigned h = 7;
static void add(const void *p, unsigned long n) {
    const unsigned char *c = p;
    while (n--)
        h = h * 31 + *c++;
}
#define ADD(x) add(&x, sizeof x)
int main(void) {
    ADD(g1), ADD(g2), ADD(g3), ADD(g4), ADD(g5), ADD(g6), ADD(g7);
    ADD(w1), ADD(w2), ADD(w3), ADD(w4), ADD(w5), ADD(w6);
    int one = g1.s.a - 2, two = one + 1;
    u l1 = { .s = { one, two }, .i = two }, l2 = { .s.a = one, .s.b = two }, l3 = { .i = one, .s.b = two };
    v l4 = { .a = one, .b = two, .i = two, .z = one }, l5 = { .n = { one, .z = two }, .n.y[1] = one };
    u all = { .s = { 8, 9 } };
    struct { u in; int k; } l6 = { all, .in.i = 3, .k = one }, l7 = { .in.s.a = one, .in = all, .in.i = two };
    ADD(l1), ADD(l2), ADD(l3), ADD(l4), ADD(l5), ADD(l6), ADD(l7);
    static __auto_type kept = 5;
    static const __auto_type at = &kept;
    kept += *at;
    ADD(kept);
    return h % 251;
}
