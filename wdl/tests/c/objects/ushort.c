// expect: 0
/* unsigned short in memory of every kind. */
static unsigned short plain, list[4] = { 65534, 32768, 32767, 21845 };
static volatile unsigned short moving = 21845;
static const unsigned short fixed = 1;
static struct { char pad; unsigned short v; char after; } s = { 1, 32767, 2 };

static void put(unsigned short *p, long v) { *p = v; }

int main(void) {
    long long wide = moving;
    if (wide != 21845ll || moving + 0 != wide) return 1;
    unsigned short local = moving, *p = &local;
    if (*p != 21845 || fixed != 1 || s.v != 32767) return 2;
    put(&s.v, -1);
    put(&list[1], 0x123456789abcdef0);
    put(p, 0x80);
    if (s.v != 65535 || s.pad != 1 || s.after != 2) return 3;
    if (list[1] != 57072 || list[0] != 65534) return 4;
    if (local != 128 || plain) return 5;
    plain = local; local = list[3]; moving = plain;
    if (plain != 128 || local != 21845 || moving != plain) return 6;
    return sizeof plain == 2 && sizeof s == 6 && sizeof list == 8 ? 0 : 7;
}
