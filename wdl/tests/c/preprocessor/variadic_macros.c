// expect: 0
static int sum3(int a, int b, int c) { return a + b * 10 + c * 100; }
#define CALL(f, ...) f(__VA_ARGS__)
#define LIST(...) (int[]){ __VA_ARGS__ }
#define COUNT(...) (sizeof LIST(__VA_ARGS__) / sizeof(int))
#define GNU(f, args...) f(args)
#define COMMA(x, ...) x, ## __VA_ARGS__
#define TEXT(...) #__VA_ARGS__
int main(void) {
    if (CALL(sum3, 1, 2, 3) != 321 || GNU(sum3, 4, 5, 6) != 654) return 1;
    if (COUNT(1, 2, 3, 4) != 4 || LIST(7, (8, 9))[1] != 9) return 2;
    if (COUNT(COMMA(1)) != 1 || COUNT(COMMA(1, 2, 3)) != 3) return 3;
    return sizeof TEXT(a, b) == 5 ? 0 : 4;
}
