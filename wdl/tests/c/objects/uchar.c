// expect: 0
/* unsigned char in memory of every kind. */
static unsigned char plain, list[4] = { 254, 128, 127, 85 };
static volatile unsigned char moving = 85;
static const unsigned char fixed = 1;
static struct { char pad; unsigned char v; char after; } s = { 1, 127, 2 };

static void put(unsigned char *p, long v) { *p = v; }

int main(void) {
    long long wide = moving;
    if (wide != 85ll || moving + 0 != wide) return 1;
    unsigned char local = moving, *p = &local;
    if (*p != 85 || fixed != 1 || s.v != 127) return 2;
    put(&s.v, -1);
    put(&list[1], 0x123456789abcdef0);
    put(p, 0x80);
    if (s.v != 255 || s.pad != 1 || s.after != 2) return 3;
    if (list[1] != 240 || list[0] != 254) return 4;
    if (local != 128 || plain) return 5;
    plain = local; local = list[3]; moving = plain;
    if (plain != 128 || local != 85 || moving != plain) return 6;
    return sizeof plain == 1 && sizeof s == 3 && sizeof list == 4 ? 0 : 7;
}
