// expect: 0
#define F(a, b) a*b
#define P(x) (x)
#define SWAP(t, a, b) do { t _t = a; a = b; b = _t; } while (0)
#define FIRST(a, ...) a
#define ARGS 5, 6
#define APPLY(m, x) m(x)
int main(void) {
    if (F(1 + 2, 3 + 4) != 11 || F((1, 2), P(3)) != 6) return 1;
    int x = 1, y = 2;
    if (x) SWAP(int, x, y); else return 2;
    if (x != 2 || APPLY(FIRST, ARGS) != 5) return 3;
    return F
        (2,
         3) == 6 ? 0 : 4;
}
