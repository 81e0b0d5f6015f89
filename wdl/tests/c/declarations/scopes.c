// expect: 0
static int x = 1;
static int f(int x) { { int x = 3; x++; } return x; }
int main(void) {
    int r = x;
    int x = x = 2;
    if (r != 1 || x != 2 || f(7) != 7) return 1;
    for (int x = 0, y = 5; x < y; x++, y--) r += x;
    if (x != 2 || r != 4) return 3;
    struct x { int x; } s = { x };
    { struct x { char c[9]; }; if (sizeof(struct x) != 9) return 4; }
    enum { x2 = 4 }; { enum { x2 = 5 }; r = x2; }
    return r == 5 && x2 == 4 && s.x == 2 && sizeof(struct x) == 4 ? 0 : 5;
}
