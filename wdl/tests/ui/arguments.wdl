int f(int a, int b) { return a + b; }
int g(void) { int x = 3; return f(1) + f(1, 2, 3) + x(); }
op{open} pre unlocked { struct wr_stat s; wr_stat($path); }
