int f(int a) { if (a) { int inner = 1; } return inner; }
