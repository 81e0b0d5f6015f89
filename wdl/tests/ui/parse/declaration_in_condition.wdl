int f(void) { if (int a = 3) return a; return 0; }
