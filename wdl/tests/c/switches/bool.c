// expect: 0
/* switch over _Bool, at its limits. */
static int which(_Bool v) {
    switch (v) {
    case 0: return 1;
    case 1: return 2;
    default: return 0;
    }
}

int main(void) {
    if (which(0) != 1) return 1;
    if (which(1) != 2) return 2;
    return 0;
}
