// expect: 0
static int n;
static int once(int v) { n++; return v; }
int main(void) {
    if ((once(5) ?: 7) != 5 || n != 1) return 1;
    if ((once(0) ?: 7) != 7 || n != 2) return 2;
    long l = 0 ?: -1; unsigned u = 3;
    const char *p = 0, *q = p ?: "x";
    if (l != -1 || *q != 'x') return 3;
    return ((u ?: -1) == 3 && (0 ?: -1 ?: u) == -1u) ? 0 : 4;
}
