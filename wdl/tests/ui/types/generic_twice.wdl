struct s;
int f(int n) { return _Generic(n, int: 1, long: 2, int: 3, const int: 4); }
int g(int n) { return _Generic(n, default: 1, int: 2, default: 3); }
int h(int n) { return _Generic(n, void: 1, struct s: 2, int(void): 3, int[]: 4, default: 5); }
