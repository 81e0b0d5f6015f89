struct pair { int a; int b; }
int f(void) { return 0; }
