int f(void a) { return 0; }
