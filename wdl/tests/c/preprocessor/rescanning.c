// expect: 0
#define f(x) ((x) + g)
#define g f
#define h(x) x(2)
#define EMPTY
#define LATE(x) f EMPTY (x)
int f0 = 100;
#undef g
static int g = 5;
int main(void) {
    int self = 3;
#define self self + 1
#define AGAIN(x) x
    if (f(1) != 6 || h(f) != 7 || AGAIN(LATE(3)) != 8) return 1;
    if (self != 4) return 2;
#define obj (1)
#define fun() 9
    int fun = 2;
    return obj + fun + fun() == 12 ? 0 : 3;
}
