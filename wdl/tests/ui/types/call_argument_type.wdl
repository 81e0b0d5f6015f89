struct s { int a; };
int g(struct s *p) { return p->a; }
int f(struct s v) { return g(v); }
