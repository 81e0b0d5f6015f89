// expect: 0
union u { char c; long l; struct { short a, b; } s; };
union u first = { 300 }, named = { .l = -1 }, nested = { .s = { .b = 7 } };
static union u list[] = { { 1 }, { .s = { 2, 3 } }, [3].l = 1L << 40 };
int main(void) {
    if (first.l != 44) return 1;
    if (named.s.a != -1 || named.c != -1) return 2;
    if (nested.l != 7 << 16) return 3;
    if (sizeof list != 32 || list[1].l != 2 + (3 << 16) || list[2].l) return 4;
    return list[3].l == 1L << 40 ? 0 : 5;
}
