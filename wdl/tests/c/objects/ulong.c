// expect: 0
/* unsigned long in memory of every kind. */
static unsigned long plain, list[4] = { 18446744073709551614ul, 9223372036854775808ul, 9223372036854775807ul, 6148914691236517205ul };
static volatile unsigned long moving = 6148914691236517205ul;
static const unsigned long fixed = 1ul;
static struct { char pad; unsigned long v; char after; } s = { 1, 9223372036854775807ul, 2 };

static void put(unsigned long *p, long v) { *p = v; }

int main(void) {
    long long wide = moving;
    if (wide != 6148914691236517205ll || moving + 0 != wide) return 1;
    unsigned long local = moving, *p = &local;
    if (*p != 6148914691236517205ul || fixed != 1ul || s.v != 9223372036854775807ul) return 2;
    put(&s.v, -1);
    put(&list[1], 0x123456789abcdef0);
    put(p, 0x80);
    if (s.v != 18446744073709551615ul || s.pad != 1 || s.after != 2) return 3;
    if (list[1] != 1311768467463790320ul || list[0] != 18446744073709551614ul) return 4;
    if (local != 128ul || plain) return 5;
    plain = local; local = list[3]; moving = plain;
    if (plain != 128ul || local != 6148914691236517205ul || moving != plain) return 6;
    return sizeof plain == 8 && sizeof s == 24 && sizeof list == 32 ? 0 : 7;
}
