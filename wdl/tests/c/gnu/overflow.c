// expect: 62
// Arithmetic that says whether it fits: every pair of types, every type of the result.
static unsigned long s = 1;
static void mix(unsigned long v) { s = s * 31 + v; }

#define EDGES(type, name) \
    static const type name[] = {0, 1, 2, 3, 100, 127, 128, 255, 256, 32767, 65535, \
        (type)2147483647, (type)2147483648, (type)4294967295, (type)4294967296, \
        (type)3037000499, (type)9223372036854775807, (type)0x8000000000000000, -1, -2, -128, \
        (type)-2147483648}
EDGES(signed char, sc);
EDGES(unsigned short, us);
EDGES(int, si);
EDGES(unsigned int, ui);
EDGES(long, sl);
EDGES(unsigned long, ul);

#define TO(type, x, y) do { \
        type r_; \
        mix(__builtin_add_overflow(x, y, &r_)); mix(r_); \
        mix(__builtin_sub_overflow(x, y, &r_)); mix(r_); \
        mix(__builtin_mul_overflow(x, y, &r_)); mix(r_); \
        mix(__builtin_mul_overflow_p(x, y, r_)); \
    } while (0)
#define PAIR(a, b) \
    for (int i = 0; i < sizeof a / sizeof *a; i++) \
        for (int j = 0; j < sizeof b / sizeof *b; j++) { \
            TO(signed char, a[i], b[j]); TO(unsigned short, a[i], b[j]); TO(int, a[i], b[j]); \
            TO(unsigned int, a[i], b[j]); TO(long, a[i], b[j]); TO(unsigned long, a[i], b[j]); \
        }

static struct { unsigned a : 5; int b : 9; unsigned long c : 40; } f;
static int calls;
static int next(void) { return ++calls; }

enum {
    FITS = __builtin_add_overflow_p(2147483646, 1, 0),
    NOT = __builtin_add_overflow_p(2147483647, 1, 0),
    WIDE = __builtin_mul_overflow_p(0xffffffffffffffff, -1, 0L),
    LESS = __builtin_sub_overflow_p(0, 1, 0u)
};

int main(void) {
    PAIR(sc, ul)
    PAIR(us, si)
    PAIR(si, sl)
    PAIR(ui, ui)
    PAIR(sl, sl)
    PAIR(sl, ul)
    PAIR(ul, ul)
    mix(FITS + 2 * NOT + 4 * WIDE + 8 * LESS);
    for (int i = -20; i < 600; i += 7) {
        mix(__builtin_add_overflow_p(i, 3, f.a));
        mix(__builtin_sub_overflow_p(i, 3, f.b));
        mix(__builtin_mul_overflow_p(i, 0x80000000, f.c));
    }
    int a;
    unsigned int b;
    long c;
    unsigned long d;
    long long e;
    unsigned long long g;
    mix(__builtin_sadd_overflow(2147483647, 1, &a)); mix(a);
    mix(__builtin_smul_overflow(65536L * 65536 + 7, 3, &a)); mix(a);
    mix(__builtin_usub_overflow(1, 2, &b)); mix(b);
    mix(__builtin_saddl_overflow(0x7fffffffffffffff, 1, &c)); mix(c);
    mix(__builtin_umull_overflow(1UL << 63, 2, &d)); mix(d);
    mix(__builtin_ssubll_overflow(-2, 0x7fffffffffffffff, &e)); mix(e);
    mix(__builtin_uaddll_overflow(-1, 1, &g)); mix(g);
    if (__builtin_add_overflow(next(), __builtin_mul_overflow(next(), 4, &a), &a) || calls != 2)
        mix(a);
    mix(a);
    mix(__builtin_add_overflow(a, 2147483647, &a)); mix(a);
    return (s ^ s >> 8 ^ s >> 16 ^ s >> 24 ^ s >> 32 ^ s >> 40 ^ s >> 48 ^ s >> 56) & 127;
}
