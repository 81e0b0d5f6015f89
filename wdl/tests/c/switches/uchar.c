// expect: 0
/* switch over unsigned char, at its limits. */
static int which(unsigned char v) {
    switch (v) {
    case 0: return 1;
    case 1: return 2;
    case 2: return 3;
    case 7: return 4;
    case 85: return 5;
    case 127: return 6;
    case 128: return 7;
    case 254: return 8;
    case 255: return 9;
    default: return 0;
    }
}

int main(void) {
    if (which(0) != 1) return 1;
    if (which(1) != 2) return 2;
    if (which(2) != 3) return 3;
    if (which(7) != 4) return 4;
    if (which(85) != 5) return 5;
    if (which(127) != 6) return 6;
    if (which(128) != 7) return 7;
    if (which(254) != 8) return 8;
    if (which(255) != 9) return 9;
    if (which(3) != 0) return 50;
    if (which(5) != 0) return 51;
    if (which(100) != 0) return 52;
    return 0;
}
