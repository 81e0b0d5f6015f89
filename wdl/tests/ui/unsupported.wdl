int g(int a) { return a; }
int (*fp)(int) = g;
int f(void) { return fp(1); }
struct s { int a; };
