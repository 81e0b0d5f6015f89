// expect: 160
/* Specifiers mean, for every declarator, what they meant before the first. */
char x = 1;
struct s { __typeof__(x) a, *b, c[3]; };
int main(void) {
    int r = 0;
    { __typeof__(x) *x, y; (void)x; r += sizeof y; }
    { __typeof__(x) x = 5, *p = &x; r += *p + sizeof *p; }
    for (__typeof__(r) r = 0, *q = &r, x; *q < 1; ++*q) { x = 3; r += 0 * x; if (sizeof x != 4) return 99; }
    { __typeof__(x) (*x)(void), y; r += sizeof x * 16 + sizeof y; }
    return r + sizeof(struct s);
}
