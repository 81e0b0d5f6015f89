// expect: 0
/* long in memory of every kind. */
static long plain, list[4] = { (-10l), 9223372036854775807l, (-9223372036854775807l - 1), 3074457345618258602l };
static volatile long moving = 3074457345618258602l;
static const long fixed = 1l;
static struct { char pad; long v; char after; } s = { 1, (-9223372036854775807l - 1), 2 };

static void put(long *p, long v) { *p = v; }

int main(void) {
    long long wide = moving;
    if (wide != 3074457345618258602ll || moving + 0 != wide) return 1;
    long local = moving, *p = &local;
    if (*p != 3074457345618258602l || fixed != 1l || s.v != (-9223372036854775807l - 1)) return 2;
    put(&s.v, -1);
    put(&list[1], 0x123456789abcdef0);
    put(p, 0x80);
    if (s.v != (-1l) || s.pad != 1 || s.after != 2) return 3;
    if (list[1] != 1311768467463790320l || list[0] != (-10l)) return 4;
    if (local != 128l || plain) return 5;
    plain = local; local = list[3]; moving = plain;
    if (plain != 128l || local != 3074457345618258602l || moving != plain) return 6;
    return sizeof plain == 8 && sizeof s == 24 && sizeof list == 32 ? 0 : 7;
}
