// expect: 0
/* switch over unsigned long, at its limits. */
static int which(unsigned long v) {
    switch (v) {
    case 0ul: return 1;
    case 1ul: return 2;
    case 2ul: return 3;
    case 7ul: return 4;
    case 6148914691236517205ul: return 5;
    case 9223372036854775807ul: return 6;
    case 9223372036854775808ul: return 7;
    case 18446744073709551614ul: return 8;
    case 18446744073709551615ul: return 9;
    default: return 0;
    }
}

int main(void) {
    if (which(0ul) != 1) return 1;
    if (which(1ul) != 2) return 2;
    if (which(2ul) != 3) return 3;
    if (which(7ul) != 4) return 4;
    if (which(6148914691236517205ul) != 5) return 5;
    if (which(9223372036854775807ul) != 6) return 6;
    if (which(9223372036854775808ul) != 7) return 7;
    if (which(18446744073709551614ul) != 8) return 8;
    if (which(18446744073709551615ul) != 9) return 9;
    if (which(3) != 0) return 50;
    if (which(5) != 0) return 51;
    if (which(100) != 0) return 52;
    return 0;
}
