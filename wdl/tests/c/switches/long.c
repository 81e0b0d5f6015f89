// expect: 0
/* switch over long, at its limits. */
static int which(long v) {
    switch (v) {
    case (-9223372036854775807l - 1): return 1;
    case (-10l): return 2;
    case (-1l): return 3;
    case 0l: return 4;
    case 1l: return 5;
    case 2l: return 6;
    case 7l: return 7;
    case 3074457345618258602l: return 8;
    case 9223372036854775807l: return 9;
    default: return 0;
    }
}

int main(void) {
    if (which((-9223372036854775807l - 1)) != 1) return 1;
    if (which((-10l)) != 2) return 2;
    if (which((-1l)) != 3) return 3;
    if (which(0l) != 4) return 4;
    if (which(1l) != 5) return 5;
    if (which(2l) != 6) return 6;
    if (which(7l) != 7) return 7;
    if (which(3074457345618258602l) != 8) return 8;
    if (which(9223372036854775807l) != 9) return 9;
    if (which(3) != 0) return 50;
    if (which(5) != 0) return 51;
    if (which(100) != 0) return 52;
    return 0;
}
