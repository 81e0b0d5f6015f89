// expect: 0
static int f(int n) {
    switch (n) {
    case 1: return 1; case 1000: return 2; case -70000: return 3; case 2147483647: return 4;
    case -2147483647 - 1: return 5; case 65536: return 6; case 65537: return 7; case -1: return 8;
    case 42: return 9; case 43: return 10; case 44: return 11; case 90: return 12;
    }
    return 0;
}
int main(void) {
    static const int in[] = { 1, 1000, -70000, 2147483647, -2147483647 - 1, 65536, 65537, -1, 42, 43, 44, 90 };
    for (int i = 0; i < 12; i++) {
        if (f(in[i]) != i + 1) return i + 1;
        if (i != 3 && i != 5 && i != 8 && i != 9 && f(in[i] + 1)) return i + 50;
    }
    return 0;
}
