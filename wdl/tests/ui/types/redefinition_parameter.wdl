int f(int a) { int a = 2; return a; }
