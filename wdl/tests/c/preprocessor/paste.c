// expect: 0
#define CAT(a, b) a##b
#define XCAT(a, b) CAT(a, b)
#define VAR(n) CAT(var, n)
#define ONE 1
#define OP(o) CAT(o, =)
int main(void) {
    int var1 = 10, CAT(va, r2) = 5, varONE = 7;
    VAR(1) OP(+) VAR(2);
    if (var1 != 15 || XCAT(var, ONE) != 15 || CAT(var, ONE) != 7) return 1;
    if (CAT(1, 2) != 12 || CAT(0x, ff) != 255 || CAT(, 3) != 3 || CAT(4, ) != 4) return 2;
    return CAT(1, u) - 2 > 0 ? 0 : 3;
}
