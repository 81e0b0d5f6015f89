// expect: 0
#define SUM(first, ...) (first __VA_OPT__(+ SUM_OF(__VA_ARGS__)))
#define SUM_OF(a, ...) (a __VA_OPT__(+ (0, __VA_ARGS__)))
#define CALL(f, ...) f(7 __VA_OPT__(,) __VA_ARGS__)
#define NAME(x, ...) x ## __VA_OPT__(_many)
#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)
#define EMPTY
static int one(int a) { return a; }
static int two(int a, int b) { return a * b; }
int main(void) {
    int n = 1, n_many = 2;
    if (SUM(1) != 1 || SUM(1, 2) != 3 || SUM(1, 2, 3) != 6) return 1;
    if (CALL(one) != 7 || CALL(two, 3) != 21 || CALL(one, EMPTY) != 7) return 2;
    if (NAME(n) != 1 || NAME(n, x) != 2) return 3;
    return sizeof(TEXT(__VA_OPT__)) != 11;
}
