// expect: 0
union u { unsigned long l; unsigned i[2]; unsigned short s[4]; unsigned char c[8]; };
int main(void) {
    union u u = { 0x0123456789abcdef };
    if (u.i[0] != 0x89abcdef || u.i[1] != 0x01234567) return 1;
    if (u.s[3] != 0x0123 || u.c[0] != 0xef || u.c[7] != 1) return 2;
    u.c[1] = 0;
    if (u.l != 0x0123456789ab00ef) return 3;
    u.i[1]++;
    return u.s[2] == 0x4568 && sizeof u == 8 ? 0 : 4;
}
