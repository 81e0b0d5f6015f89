int f(void) { { extern int a; a = 1; } return a; }
int g(void) { extern long a; return a; }
int a;
