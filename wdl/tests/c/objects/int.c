// expect: 0
/* int in memory of every kind. */
static int plain, list[4] = { (-10), 2147483647, (-2147483647 - 1), 715827882 };
static volatile int moving = 715827882;
static const int fixed = 1;
static struct { char pad; int v; char after; } s = { 1, (-2147483647 - 1), 2 };

static void put(int *p, long v) { *p = v; }

int main(void) {
    long long wide = moving;
    if (wide != 715827882ll || moving + 0 != wide) return 1;
    int local = moving, *p = &local;
    if (*p != 715827882 || fixed != 1 || s.v != (-2147483647 - 1)) return 2;
    put(&s.v, -1);
    put(&list[1], 0x123456789abcdef0);
    put(p, 0x80);
    if (s.v != (-1) || s.pad != 1 || s.after != 2) return 3;
    if (list[1] != (-1698898192) || list[0] != (-10)) return 4;
    if (local != 128 || plain) return 5;
    plain = local; local = list[3]; moving = plain;
    if (plain != 128 || local != 715827882 || moving != plain) return 6;
    return sizeof plain == 4 && sizeof s == 12 && sizeof list == 16 ? 0 : 7;
}
