// expect: 0
/* signed char in memory of every kind. */
static signed char plain, list[4] = { -10, 127, -128, 42 };
static volatile signed char moving = 42;
static const signed char fixed = 1;
static struct { char pad; signed char v; char after; } s = { 1, -128, 2 };

static void put(signed char *p, long v) { *p = v; }

int main(void) {
    long long wide = moving;
    if (wide != 42ll || moving + 0 != wide) return 1;
    signed char local = moving, *p = &local;
    if (*p != 42 || fixed != 1 || s.v != -128) return 2;
    put(&s.v, -1);
    put(&list[1], 0x123456789abcdef0);
    put(p, 0x80);
    if (s.v != -1 || s.pad != 1 || s.after != 2) return 3;
    if (list[1] != -16 || list[0] != -10) return 4;
    if (local != -128 || plain) return 5;
    plain = local; local = list[3]; moving = plain;
    if (plain != -128 || local != 42 || moving != plain) return 6;
    return sizeof plain == 1 && sizeof s == 3 && sizeof list == 4 ? 0 : 7;
}
