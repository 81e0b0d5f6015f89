int f(int a) { return _Generic(a); }
