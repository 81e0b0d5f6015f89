int f(int a) { const int c = 0; return __builtin_add_overflow(a, 1, &c); }
