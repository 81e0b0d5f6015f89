int f(void) { unit32_t x = 3; return x; }
