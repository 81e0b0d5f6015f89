// expect: 0
[[]];
[[]] [[deprecated, ,maybe_unused,]];
[[]] static int a [[]], *[[]] b [[]] = &a, c [[]] [2] [[]] [3] [[]];
static int [[]] d, *[[]] const *[[]] restrict e;
static int (f [[]])(void) [[]];
static int (f)(void [[]]) [[]] { return 2; }
static int g(int [[]] [2] [[]], int *[[]], [[]] int x, int y [[maybe_unused]]) { return x; }
struct [[]] s { [[]] int i [[]], j : 3; [[]] struct [[]] { int k; } [[]]; };
enum [[]] e { A [[]] = 4, B [[deprecated]] } [[]];
union [[vendor::name(any [tokens] { of } "these", 1)]] u { int i; };
typedef int [[]] t [[]];
__extension__ [[]] static int h = 1;
[[gnu::noinline, gnu::always_inline, vendor::const]] static int i(void) { return 1; }
int main(void) {
    [[]];
    [[]] ;
    [[]] int n [[]] = 3;
    __extension__ [[]] int m = 2;
    [[]] { n++; }
    [[]] if (n == 4) [[]] n++; else [[]] n--;
    [[]] for ([[]] int k = 0; k < 2; k++) [[]] { n++; }
    [[]] while (n < 9) [[]] n++;
    [[]] do [[]] n++; while (n < 12);
    [[]] switch (n) {
    [[]] case 12: n++; [[fallthrough]];
    [[]] default: n++;
    }
    [[]] goto out;
    n = 99;
[[]] out: [[]] n++;
    { [[]] last: [[]]; }
    if (n == 0) goto last;
    int *p = (int *[[]])&n;
    return sizeof(int [[]] [3] [[]]) != 12 || *p != 15 || _Alignof(int [[]]) != 4 || (int [[]]){ 2 } != m || c[1][2] + g(c[0], b, 1, 2) != i() || f() != 2 || h != 1;
}
