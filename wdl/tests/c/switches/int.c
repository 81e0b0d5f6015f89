// expect: 0
/* switch over int, at its limits. */
static int which(int v) {
    switch (v) {
    case (-2147483647 - 1): return 1;
    case (-10): return 2;
    case (-1): return 3;
    case 0: return 4;
    case 1: return 5;
    case 2: return 6;
    case 7: return 7;
    case 715827882: return 8;
    case 2147483647: return 9;
    default: return 0;
    }
}

int main(void) {
    if (which((-2147483647 - 1)) != 1) return 1;
    if (which((-10)) != 2) return 2;
    if (which((-1)) != 3) return 3;
    if (which(0) != 4) return 4;
    if (which(1) != 5) return 5;
    if (which(2) != 6) return 6;
    if (which(7) != 7) return 7;
    if (which(715827882) != 8) return 8;
    if (which(2147483647) != 9) return 9;
    if (which(3) != 0) return 50;
    if (which(5) != 0) return 51;
    if (which(100) != 0) return 52;
    return 0;
}
