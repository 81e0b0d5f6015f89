int f(static int a) { return a; }
