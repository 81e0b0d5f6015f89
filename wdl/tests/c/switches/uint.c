// expect: 0
/* switch over unsigned int, at its limits. */
static int which(unsigned int v) {
    switch (v) {
    case 0u: return 1;
    case 1u: return 2;
    case 2u: return 3;
    case 7u: return 4;
    case 1431655765u: return 5;
    case 2147483647u: return 6;
    case 2147483648u: return 7;
    case 4294967294u: return 8;
    case 4294967295u: return 9;
    default: return 0;
    }
}

int main(void) {
    if (which(0u) != 1) return 1;
    if (which(1u) != 2) return 2;
    if (which(2u) != 3) return 3;
    if (which(7u) != 4) return 4;
    if (which(1431655765u) != 5) return 5;
    if (which(2147483647u) != 6) return 6;
    if (which(2147483648u) != 7) return 7;
    if (which(4294967294u) != 8) return 8;
    if (which(4294967295u) != 9) return 9;
    if (which(3) != 0) return 50;
    if (which(5) != 0) return 51;
    if (which(100) != 0) return 52;
    return 0;
}
