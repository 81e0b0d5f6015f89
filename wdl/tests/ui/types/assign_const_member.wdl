struct s { const int a; int b; };
union u { struct s c[2]; long d; };
void f(struct s *x, struct s *y, union u *v, union u *w) { x->b = y->b; v->d = 1; *x = *y; *v = *w; }
