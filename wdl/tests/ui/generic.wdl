int f(int a) { return _Generic(a); }
int g(int a) { return _Generic(a, int 1); }
int h(int a) { return _Generic(a, 3: 1); }
