#define INNER(x) (x + missing)
#define OUTER(x) INNER(x)
int f(int a) { return OUTER(a); }
