// expect: 0
int main(void) {
    unsigned char c; int i; long l; _Bool b; struct { int f : 3; unsigned g : 3; } s;
    if ((i = c = 300) != 44 || (l = i = 1L << 32) != 0 || (i = b = 256) != 1) return 1;
    if ((i = s.f = 7) != -1 || (i = s.g = 9) != 1) return 2;
    if ((c += 250) != 38 || (c = -1) != 255 || (l = c++) != 255 || c) return 3;
    if ((c -= 1) < 0 || (b += 5) != 1 || (b -= 1) != 0 || (b = -1, b ^= 1) != 0) return 4;
    i = 5; i += i *= 2;
    int v[3] = { 0, 1, 2 }, k = 0;
    v[k++] = 9; v[++k] += 5;
    return i == 20 && v[0] == 9 && v[2] == 7 && k == 2 ? 0 : 5;
}
