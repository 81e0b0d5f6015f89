// expect: 0
/* A bit-field of 5 bits of signed char, between others. */
static struct { unsigned char before : 3; signed char f : 5; unsigned char after : 5; } s = { 5, 0, 21 };
static const struct { long v, r; } t[] = { { 0, 0 }, { 1, 1 }, { -1, -1 }, { 5, 5 }, { 16, -16 }, { 15, 15 }, { 1515870810, -6 }, { 123456789, -11 } };

int main(void) {
    for (unsigned i = 0; i < 8; i++) {
        long stored = s.f = t[i].v;
        if (stored != t[i].r || s.f != t[i].r) return 1 + i;
        if (s.before != 5 || s.after != 21) return 20 + i;
        s.f ^= -1;
        if (s.f != ~t[i].r) return 40 + i;
        s.f = t[i].v;
        s.f++;
        if (s.before != 5 || s.after != 21) return 60 + i;
        if ((s.f -= 1) != t[i].r) return 80 + i;
        if ((s.f < 0) != (t[i].r < 0)) return 100 + i;
    }
    return 0;
}
