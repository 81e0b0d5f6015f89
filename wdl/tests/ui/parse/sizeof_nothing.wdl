int f(void) { return sizeof; }
