// expect: 0
/* unsigned int in memory of every kind. */
static unsigned int plain, list[4] = { 4294967294u, 2147483648u, 2147483647u, 1431655765u };
static volatile unsigned int moving = 1431655765u;
static const unsigned int fixed = 1u;
static struct { char pad; unsigned int v; char after; } s = { 1, 2147483647u, 2 };

static void put(unsigned int *p, long v) { *p = v; }

int main(void) {
    long long wide = moving;
    if (wide != 1431655765ll || moving + 0 != wide) return 1;
    unsigned int local = moving, *p = &local;
    if (*p != 1431655765u || fixed != 1u || s.v != 2147483647u) return 2;
    put(&s.v, -1);
    put(&list[1], 0x123456789abcdef0);
    put(p, 0x80);
    if (s.v != 4294967295u || s.pad != 1 || s.after != 2) return 3;
    if (list[1] != 2596069104u || list[0] != 4294967294u) return 4;
    if (local != 128u || plain) return 5;
    plain = local; local = list[3]; moving = plain;
    if (plain != 128u || local != 1431655765u || moving != plain) return 6;
    return sizeof plain == 4 && sizeof s == 12 && sizeof list == 16 ? 0 : 7;
}
