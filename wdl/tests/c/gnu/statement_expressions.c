// expect: 0
#define max(a, b) ({ typeof(a) _a = (a); typeof(b) _b = (b); _a > _b ? _a : _b; })
struct s { int a, b; };
static int calls;
static int next(void) { return ++calls; }
static int early(int n) { return ({ if (n < 0) return -1; n * 2; }) + 1; }
int main(void) {
    if (max(next(), 0) != 1 || calls != 1) return 1;
    if (max(max(3, 9), max(4, 5)) != 9) return 2;
    if (early(-5) != -1 || early(4) != 9) return 3;
    int x = ({ int i, t = 0; for (i = 0; i < 5; i++) t += i; t; });
    if (x != 10) return 4;
    struct s v = ({ struct s t = { 1, 2 }; t.a += 5; t; });
    if (v.a != 6 || v.b != 2) return 5;
    int y = 1;
    y = y + ({ y = 10; y; });
    if (({ struct s t = v; t; }).b != 2) return 6;
    ({ y = 3; });
    return y == 3 ? 0 : 7;
}
