int f(int a) { if (a == 1) return 1; elif (a == 2) return 2; return 0; }
