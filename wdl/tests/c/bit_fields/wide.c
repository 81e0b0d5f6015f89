// expect: 119
// Bit-fields wider than int are of a type of their width in gcc: what is computed with them wraps there.
static unsigned long s = 1;
static void mix(unsigned long v) { s = s * 31 + v; }

static struct {
    unsigned long u33 : 33, u40 : 40;
    unsigned long long u63 : 63;
    long s34 : 34;
    long long s50 : 50;
    unsigned long u64 : 64, u32 : 32;
    long s32 : 32;
    unsigned int narrow : 7;
} f;

static long as_long(long v) { return v; }

#define PAIR(x, y) do { \
        mix((x) + (y)); mix((x) - (y)); mix((x) * (y)); mix((x) & (y)); mix((x) | (y)); \
        mix((x) ^ (y)); mix((x) < (y)); mix((x) == (y)); mix((x) >= (y)); \
        mix((y) - (x)); mix((x) > (y) ? (x) : (y)); \
        if (y) { mix((x) / (y)); mix((x) % (y)); } \
        if (x) { mix((y) / (x)); mix((y) % (x)); } \
    } while (0)
#define ONE(x) do { \
        mix(-(x)); mix(~(x)); mix(+(x)); mix(!(x)); mix((x) << 9); mix((x) >> 5); mix((x) << 31); \
        mix(((x) << 8) + ((x) >> 25)); mix((unsigned long)((x) - 8) + 8); mix(as_long((x) + 1)); \
        mix(sizeof((x) + 1)); mix((x) ?: -7); \
        PAIR(x, 3); PAIR(x, -3); PAIR(x, 5000000000); PAIR(x, -5000000000); PAIR(x, 4000000000u); \
        PAIR(x, 1UL << 63); PAIR(x, f.narrow); \
    } while (0)
#define CHANGE(x) do { \
        x += 77777777777; mix(x); mix(x++); mix(--x); mix(x <<= 3); mix(x -= -9); mix(x *= 12345); \
        mix(x /= 7); mix(x >>= 2); mix(x ^= -1); mix(x %= 1000000007); mix(x |= 1L << 36); \
        mix((x = -5) + 3); mix((0, x) + x); x /= -3; mix(x); x %= -2; mix(x); \
    } while (0)

int main(void) {
    const unsigned long start[] = {0, 1, 0x100000, 0x100000000, 0x1ffffffff, 0xfffffffffffffff,
                                   0x123456789abcdef, 0xaaaaaaaaaaaaaaaa, -1, -100};
    for (int i = 0; i < sizeof start / sizeof *start; i++) {
        f.u33 = f.u40 = start[i];
        f.u63 = f.u64 = start[i];
        f.s34 = f.s50 = start[i];
        f.u32 = start[i];
        f.s32 = start[i];
        f.narrow = start[i];
        ONE(f.u33); ONE(f.u40); ONE(f.u63); ONE(f.s34); ONE(f.s50); ONE(f.u64);
        ONE(f.s32);
        PAIR(f.u33, f.u40); PAIR(f.u33, f.s34); PAIR(f.s34, f.u33); PAIR(f.s50, f.u40);
        PAIR(f.u40, f.s34); PAIR(f.u63, f.s50); PAIR(f.s34, f.s50); PAIR(f.u64, f.u33);
        PAIR(f.u32, f.u32); PAIR(f.u32, f.s32); PAIR(f.u32, f.u33); PAIR(f.u33, f.u33);
        PAIR(f.u33, f.s32); PAIR(f.u32, -1); mix(f.u32 << 4); mix(-f.u32); mix(~f.u32);
    }
    CHANGE(f.u33); CHANGE(f.u40); CHANGE(f.u63); CHANGE(f.s34); CHANGE(f.s50); CHANGE(f.u64);
    return (s ^ s >> 8 ^ s >> 16 ^ s >> 24 ^ s >> 32 ^ s >> 40 ^ s >> 48 ^ s >> 56) & 127;
}
