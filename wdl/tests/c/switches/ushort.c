// expect: 0
/* switch over unsigned short, at its limits. */
static int which(unsigned short v) {
    switch (v) {
    case 0: return 1;
    case 1: return 2;
    case 2: return 3;
    case 7: return 4;
    case 21845: return 5;
    case 32767: return 6;
    case 32768: return 7;
    case 65534: return 8;
    case 65535: return 9;
    default: return 0;
    }
}

int main(void) {
    if (which(0) != 1) return 1;
    if (which(1) != 2) return 2;
    if (which(2) != 3) return 3;
    if (which(7) != 4) return 4;
    if (which(21845) != 5) return 5;
    if (which(32767) != 6) return 6;
    if (which(32768) != 7) return 7;
    if (which(65534) != 8) return 8;
    if (which(65535) != 9) return 9;
    if (which(3) != 0) return 50;
    if (which(5) != 0) return 51;
    if (which(100) != 0) return 52;
    return 0;
}
