// expect: 10
static int a(int v[const 2]) { return v[0]; }
static int b(int v[static const 2]) { return v[1]; }
static int c(int v[const static 2]) { return v[0]; }
static int d(int v[_Atomic]) { v++; return *v; }
static int e(int v[restrict static 2]), e(int[]);
static int e(int v[volatile restrict]) { return v[0] + v[1]; }
static int f(int v[__restrict__ const volatile], int w[__const __volatile__ 1]) { return v[0] + w[0]; }
static int g(int [_Atomic static 2], int [const *]);
static int g(int v[_Atomic static 2], int w[const]) { return v[0] - w[0]; }
int main(void) {
    int v[] = { 1, 2 };
    _Atomic int x = 300;
    _Atomic(char) y = (_Atomic(char))x;
    return a(v) + b(v) + c(v) + d(v) + e(v) + f(v, v) + g(v, v) + ((_Atomic int)x != 300) + (sizeof(_Atomic long) != 8)
        + (y != 44) + (sizeof(int *_Atomic) != 8) - 1;
}
