int f(int a) { if (a = 1) return 2; while (a = 0) ; return 0; }
