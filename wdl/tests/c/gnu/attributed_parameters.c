// expect: 21
// What follows the attributes behind the parenthesis says what that begins.
typedef int t;
static int f(int (__attribute__((unused)) int));
static int g(int (__attribute__((unused)) __attribute__((unused)) t));
static int one(int n) { return n + 1; }
static int f(int h(int)) { return h(1); }
static int g(int h(int)) { return h(2); }
static int (__attribute__((unused)) __attribute__((unused)) *p)(int) = one;
extern struct later object;
struct later { long l; };
static char aligned[__alignof__(object) == 8 ? 1 : -1];
int main(void) { return f(one) + g(p) + (sizeof aligned << 4); }
