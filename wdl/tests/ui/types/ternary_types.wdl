struct s { int a; };
int f(int a, struct s v) { return a ? 1 : v; }
