struct s { int f(void) { return 1; } };
