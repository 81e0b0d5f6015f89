int f(void) { return helper(1); }
