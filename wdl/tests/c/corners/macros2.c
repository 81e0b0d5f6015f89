// expect: 63
#define LOG(fmt, ...) cnt(fmt, ##__VA_ARGS__)
#define ARGS(args...) cnt2(args)
#define OPT(a, ...) (a __VA_OPT__(+ sum(__VA_ARGS__)) )
#define OPT2(f, ...) f(1 __VA_OPT__(,) __VA_ARGS__)
#define OPT3(x, ...) #x __VA_OPT__(#__VA_ARGS__ "v")
#define sum(a, ...) (a __VA_OPT__(+ 10))
#define N(...) N_(__VA_ARGS__, 4, 3, 2, 1, 0)
#define N_(a, b, c, d, e, ...) e
#define EVAL(...) __VA_ARGS__
#define LINE __LINE__
#define PASTE_(a, b) a ## b
#define PASTE(a, b) PASTE_(a, b)
#define U(n) PASTE(v, n)
#define REC(x) x + REC(x - 1)
#define foo foo2
#define foo2 foo
#define ID(x) x
#define COMMA ,
#define PAIR(a, b) (a - b)
static inline int cnt(int a) { return a; }
int foo = 3;
int main(void) {
    int r = LOG(3) + OPT(1) + OPT(1, 2) + OPT(1, 2, 3) * 2 + sizeof(OPT3(a)) + sizeof(OPT3(a, b , c)) + N(a) + N(a, b) * 3 + N(a,b,c) * 5;
    int c0 = __COUNTER__, c1 = __COUNTER__; r = r * 3 + (c1 - c0);
    int U(__LINE__) = 5; int ln = __LINE__; r += ln; r += EVAL(
       LINE,
       LINE) ;
    r += EVAL(1 COMMA 2); r += ID(PAIR)(9, 4); r += foo; 
    r += ID(
       __LINE__) +
       __LINE__;
#line 1000 "other.c"
    r += __LINE__ + sizeof(__FILE__);
#define LL 7
#line LL
    r += __LINE__ * 2;
    r += __INCLUDE_LEVEL__;
    return r & 255;
}