struct s { int a; };
int f(void) { struct s v; v = 3; return v.a; }
