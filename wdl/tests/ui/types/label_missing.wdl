void f(void) { goto uot; out: return; }
