struct s { int a; } v;
int f(int a) { return *a + v * 2 + a.b + (v == v); }
