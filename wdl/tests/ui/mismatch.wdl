struct s { int a; };
int f(struct s v) { int x = v; v = 3; return x; }
