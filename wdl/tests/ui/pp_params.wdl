#define f(a, a) a
#define g(a b) a
#define h(..., x) x
#define i(a
