// expect: 7
struct pair { int a, b; };
static int second(int, int b, char *, struct pair) { return b; }
static int none(int) { return 3; }
int main(void) {
    int (*f)(int) = none;
    return second(1, 4, 0, (struct pair){ 5, 6 }) + f(9);
}
