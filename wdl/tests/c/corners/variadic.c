// expect: 161
#include <limits.h>
#if INT_MAX == 2147483647 && UINT_MAX == 4294967295 && LONG_MAX > INT_MAX && CHAR_MIN < 0 && ULLONG_MAX == -1
int a = 1;
#endif
#if __has_include(<limits.h>) && defined __has_include && __has_attribute(packed) && !__has_attribute(nopenope) && __has_builtin(__builtin_clz)
int b = 2;
#endif
#define cnt __COUNTER__
#define u2(a, b) a##b
#define u1(a, b) u2(a, b)
#define uniq(x) u1(x, __COUNTER__)
int uniq(v) = 3, uniq(v) = 4;
#define MAP(m, x, ...) m(x) __VA_OPT__(MAP2(m, __VA_ARGS__))
#define MAP2(m, x, ...) m(x) __VA_OPT__(MAP3(m, __VA_ARGS__))
#define MAP3(m, x, ...) m(x)
#define LIST X(one, 1) X(two, 2) X(three, 3)
enum {
#define X(n, v) n = v,
LIST
#undef X
};
const char *const names[] = {
#define X(n, v) [v] = #n,
LIST
#undef X
};
#define plus(x) + x
#define R1(x) x x
#define R2(x) R1(R1(x))
#define CALL(f, x) f x
#define vf(fmt, args...) (sizeof(fmt) , ## args)
int main(void) { return a + b + v0 + v1 + 0 MAP(plus, 1, 2, 3) + three + names[2][1] + sizeof(names) / sizeof *names R2(plus(1)) + CALL(plus, (2)) + vf("a", 9) + vf("abc"); }