// expect: 0
struct a { unsigned x : 20, y : 20; };
struct b { char c; int i : 10; int j : 20; };
struct c { int a : 3; int : 0; int b : 5; };
struct d { unsigned char a : 5, b : 5; };
struct e { short s : 9; int i : 25; char c; };
struct f { long a : 20; long b : 20; int c : 30; };
static unsigned long raw(const void *p, int n) { const unsigned char *b = p; unsigned long v = 0; while (n--) v = v << 8 | b[n]; return v; }
int main(void) {
    if (sizeof(struct a) != 8 || sizeof(struct b) != 8 || sizeof(struct c) != 8 || sizeof(struct d) != 2) return 1;
    if (sizeof(struct e) != 12 || sizeof(struct f) != 16) return 2;
    struct a a; __builtin_memset(&a, 0, sizeof a); a.y = 0xfffff;
    struct b b; __builtin_memset(&b, 0, sizeof b); b.i = -1;
    struct c c; __builtin_memset(&c, 0, sizeof c); c.b = -1;
    if (raw(&a, 8) != 0xfffff00000000 || raw(&b, 8) != 0x3ff00 || raw(&c, 8) != 0x1f00000000) return 3;
    struct f f; __builtin_memset(&f, 0, sizeof f); f.b = -1; f.c = 1;
    return raw(&f, 8) == 0xfffff00000 && raw((char *)&f + 8, 8) == 1 ? 0 : 4;
}
