struct s { int a; };
struct t { int a; };
void f(struct s a, struct t b) { a = b; }
