void f(void) { return 3; }
int g(void) { return; }
