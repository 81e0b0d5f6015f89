// expect: 0
/* The cases are converted to the promoted type of what is looked at. */
static int narrow(signed char c) { switch (c) { case -1: return 1; case 200: return 2; default: return 3; } }
static int wide(unsigned u) { switch (u) { case -1: return 1; case 0: return 2; default: return 3; } }
static int longer(long l) { switch (l) { case 1L << 32: return 1; case 0: return 2; default: return 3; } }
int main(void) {
    if (narrow(255) != 1 || narrow(200) != 3) return 1;
    if (wide(0xffffffff) != 1 || wide(1) != 3) return 2;
    return longer(1L << 32) == 1 && longer(1L << 33) == 3 && longer(0) == 2 ? 0 : 3;
}
