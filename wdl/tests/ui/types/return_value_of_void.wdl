void f(void) { return 3; }
