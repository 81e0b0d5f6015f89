// expect: 0
/* switch over long long, at its limits. */
static int which(long long v) {
    switch (v) {
    case (-9223372036854775807ll - 1): return 1;
    case (-10ll): return 2;
    case (-1ll): return 3;
    case 0ll: return 4;
    case 1ll: return 5;
    case 2ll: return 6;
    case 7ll: return 7;
    case 3074457345618258602ll: return 8;
    case 9223372036854775807ll: return 9;
    default: return 0;
    }
}

int main(void) {
    if (which((-9223372036854775807ll - 1)) != 1) return 1;
    if (which((-10ll)) != 2) return 2;
    if (which((-1ll)) != 3) return 3;
    if (which(0ll) != 4) return 4;
    if (which(1ll) != 5) return 5;
    if (which(2ll) != 6) return 6;
    if (which(7ll) != 7) return 7;
    if (which(3074457345618258602ll) != 8) return 8;
    if (which(9223372036854775807ll) != 9) return 9;
    if (which(3) != 0) return 50;
    if (which(5) != 0) return 51;
    if (which(100) != 0) return 52;
    return 0;
}
