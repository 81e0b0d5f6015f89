int f(int, int);
int f(a) int a; { return a; }
int g(char *);
int g(a) int a; { return a; }
int h(short, unsigned char);
int h(a, b) short a; int b; { return a + b; }
