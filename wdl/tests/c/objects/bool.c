// expect: 0
/* _Bool in memory of every kind. */
static _Bool plain, list[4] = { 0, 1, 0, 1 };
static volatile _Bool moving = 1;
static const _Bool fixed = 1;
static struct { char pad; _Bool v; char after; } s = { 1, 0, 2 };

static void put(_Bool *p, long v) { *p = v; }

int main(void) {
    long long wide = moving;
    if (wide != 1ll || moving + 0 != wide) return 1;
    _Bool local = moving, *p = &local;
    if (*p != 1 || fixed != 1 || s.v != 0) return 2;
    put(&s.v, -1);
    put(&list[1], 0x123456789abcdef0);
    put(p, 0x80);
    if (s.v != 1 || s.pad != 1 || s.after != 2) return 3;
    if (list[1] != 1 || list[0] != 0) return 4;
    if (local != 1 || plain) return 5;
    plain = local; local = list[3]; moving = plain;
    if (plain != 1 || local != 1 || moving != plain) return 6;
    return sizeof plain == 1 && sizeof s == 3 && sizeof list == 4 ? 0 : 7;
}
