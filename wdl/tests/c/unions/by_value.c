// expect: 0
union u { int i; unsigned char b[12]; };
static union u swap(union u a) { unsigned char t = a.b[0]; a.b[0] = a.b[3]; a.b[3] = t; return a; }
static int top(union u a) { return a.b[11]; }
int main(void) {
    union u x = { .b = { [0] = 1, [3] = 2, [11] = 9 } };
    union u y = swap(x);
    if (y.i != 0x01000002 || x.i != 0x02000001) return 1;
    if (top(y) != 9 || top(swap(swap(x))) != 9) return 2;
    x = swap(y);
    return x.i == 0x02000001 ? 0 : 3;
}
