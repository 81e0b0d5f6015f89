int f(int n) { goto *n; }
