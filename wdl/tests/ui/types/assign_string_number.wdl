int f(void) { int a = "text"; return a; }
