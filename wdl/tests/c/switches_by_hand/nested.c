// expect: 0
static int f(int a, int b) {
    switch (a) {
    case 1:
        switch (b) {
        case 1: return 11;
        case 2: break;
        default: return 19;
        }
        return 12;
    case 2: { case 3: if (b) return 20 + a; }
    default: return a;
    }
}
int main(void) {
    if (f(1, 1) != 11 || f(1, 2) != 12 || f(1, 9) != 19) return 1;
    if (f(2, 1) != 22 || f(3, 1) != 23) return 2;
    return f(2, 0) == 2 && f(7, 1) == 7 ? 0 : 3;
}
