int log(const char *format, ...);
int (*fp)(const char *, ...);
int f(void) { return log("x", 1); }
int g(void) { return fp("x"); }
struct s { int a; };
