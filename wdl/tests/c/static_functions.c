// expect: 11
static int helper(int x); static inline int twice(int x) { return x * 2; } int main(void) { return helper(5); } static int helper(int x) { return twice(x) + 1; } int undefined_elsewhere(void); int unused(void) { return 0; }
