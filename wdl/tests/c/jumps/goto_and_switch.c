// expect: 0
static int f(int n) {
    switch (n) {
    case 0: goto two;
    case 1: n += 10; break;
    two:
    case 2: n += 20;
    default: n += 30;
    }
    return n;
}
int main(void) {
    if (f(0) != 50) return 1;
    if (f(1) != 11) return 2;
    if (f(2) != 52) return 3;
    return f(3) == 33 ? 0 : 4;
}
