int f(int a, void) { return 0; }
