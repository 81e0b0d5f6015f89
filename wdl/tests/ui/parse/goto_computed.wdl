int f(void) { void *p = &out; goto *p; out: return 0; }
