void g(void);
int f(void) { while (g()) { } return 0; }
