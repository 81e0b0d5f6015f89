void g(void) { out: ; }
void f(void) { goto out; }
