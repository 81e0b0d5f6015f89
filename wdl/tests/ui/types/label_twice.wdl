void f(void) { out: ; out: ; }
