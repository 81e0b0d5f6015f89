// expect: 0
/* Enough of one type that they must be searched for. */
#define F(n) static int f##n(int x) { return x * 37 + n; }
#define TEN(M, d) M(d##0) M(d##1) M(d##2) M(d##3) M(d##4) M(d##5) M(d##6) M(d##7) M(d##8) M(d##9)
TEN(F, 1) TEN(F, 2) TEN(F, 3)
#define P(n) f##n,
static int (*const all[])(int) = { TEN(P, 1) TEN(P, 2) TEN(P, 3) };
int main(void) {
    if (sizeof all / sizeof *all != 30) return 1;
    for (int i = 0; i < 30; i++)
        for (int j = 0; j < 30; j++)
            if ((all[i] == all[j]) != (i == j)) return 2;
    for (int i = 0; i < 30; i++)
        if (all[i](i) != i * 37 + i + 10) return 3;
    return 0;
}
