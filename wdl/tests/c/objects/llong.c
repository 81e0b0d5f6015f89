// expect: 0
/* long long in memory of every kind. */
static long long plain, list[4] = { (-10ll), 9223372036854775807ll, (-9223372036854775807ll - 1), 3074457345618258602ll };
static volatile long long moving = 3074457345618258602ll;
static const long long fixed = 1ll;
static struct { char pad; long long v; char after; } s = { 1, (-9223372036854775807ll - 1), 2 };

static void put(long long *p, long v) { *p = v; }

int main(void) {
    long long wide = moving;
    if (wide != 3074457345618258602ll || moving + 0 != wide) return 1;
    long long local = moving, *p = &local;
    if (*p != 3074457345618258602ll || fixed != 1ll || s.v != (-9223372036854775807ll - 1)) return 2;
    put(&s.v, -1);
    put(&list[1], 0x123456789abcdef0);
    put(p, 0x80);
    if (s.v != (-1ll) || s.pad != 1 || s.after != 2) return 3;
    if (list[1] != 1311768467463790320ll || list[0] != (-10ll)) return 4;
    if (local != 128ll || plain) return 5;
    plain = local; local = list[3]; moving = plain;
    if (plain != 128ll || local != 3074457345618258602ll || moving != plain) return 6;
    return sizeof plain == 8 && sizeof s == 24 && sizeof list == 32 ? 0 : 7;
}
