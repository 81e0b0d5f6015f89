void f(void) { 3++; }
