// expect: 0
/* short in memory of every kind. */
static short plain, list[4] = { -10, 32767, -32768, 10922 };
static volatile short moving = 10922;
static const short fixed = 1;
static struct { char pad; short v; char after; } s = { 1, -32768, 2 };

static void put(short *p, long v) { *p = v; }

int main(void) {
    long long wide = moving;
    if (wide != 10922ll || moving + 0 != wide) return 1;
    short local = moving, *p = &local;
    if (*p != 10922 || fixed != 1 || s.v != -32768) return 2;
    put(&s.v, -1);
    put(&list[1], 0x123456789abcdef0);
    put(p, 0x80);
    if (s.v != -1 || s.pad != 1 || s.after != 2) return 3;
    if (list[1] != -8464 || list[0] != -10) return 4;
    if (local != 128 || plain) return 5;
    plain = local; local = list[3]; moving = plain;
    if (plain != 128 || local != 10922 || moving != plain) return 6;
    return sizeof plain == 2 && sizeof s == 6 && sizeof list == 8 ? 0 : 7;
}
