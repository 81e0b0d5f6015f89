// expect: 6
// A typedef's name for void stands for no parameters (C17 6.7.6.3, paragraph 10).
typedef void none;
static int f(none);
static int f(void) { return 1; }
static int g(none) { return 2; }
static int (*p)(none) = f, (*q)(void) = g;
static int h(int (*by)(none)) { return by() + 1; }
int main(none) { return p() + q() + h(f) + (sizeof(int (*)(none)) == 8); }
