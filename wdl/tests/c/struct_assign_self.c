// expect: 49
struct s { int a[3]; } x = {{1, 2, 3}}; struct s id(struct s v) { return v; } struct s swap(struct s v) { return (struct s){{v.a[2], v.a[1], v.a[0]}}; }
int main(void) { x = id(x); x = swap(x); struct s y; x = y = x; return x.a[0] * 16 + y.a[2]; }
