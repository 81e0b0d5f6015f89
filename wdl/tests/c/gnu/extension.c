// expect: 0
__extension__ _Static_assert(1, "");
__extension__ __extension__ _Static_assert(sizeof(int) == 4, "");
__extension__ typedef long long ll;
__extension__ static int n = 3;
__extension__ struct s { __extension__ int a; __extension__ struct { int b; }; __extension__ _Static_assert(1, ""); __extension__ union { int c; }; };
__extension__ static int f(int a) { return a; }
int main(void) {
    __extension__ _Static_assert(1, "");
    __extension__ int x = 1;
    __extension__ ll y = 2;
    __extension__ ({ x += 2; });
    __extension__ x++;
    __extension__ f(x);
    for (__extension__ int i = 0; i < 2; i++) __extension__ ({ y += i; });
    struct s v = { 1, 2, { 3 } };
    if (__extension__ v.c == 3) __extension__ x++;
    return __extension__ (x - 5) + (int)y - n + v.b - f(2);
}
