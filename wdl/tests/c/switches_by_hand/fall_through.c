// expect: 0
static int f(int n) {
    int r = 0;
    switch (n) {
    default: r += 1;
    case 3: r += 2;
    case 1: r += 4; break;
    case 2: r += 8;
    }
    return r;
}
int main(void) {
    return f(1) != 4 ? 1 : f(2) != 8 ? 2 : f(3) != 6 ? 3 : f(4) != 7 ? 4 : 0;
}
