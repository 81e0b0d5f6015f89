// expect: 0
int main(void) {
    int n = 0, m = 0;
    for (int i = 0; i < 10; i++) {
        switch (i % 3) {
        case 0: continue;
        case 1: n += i; break;
        default: m += i;
        }
        n += 100;
    }
    if (n != 612 || m != 15) return 1;
    int i = 0;
    do { if (i == 3) continue; n++; } while (++i < 5);
    return n == 616 ? 0 : 2;
}
