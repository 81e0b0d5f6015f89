event seen(int n);
void f(int n) { raise sene(n); }
