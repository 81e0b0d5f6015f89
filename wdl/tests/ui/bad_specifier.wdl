static extern int x;
struct s { static int a; };
int f(static int a) { return a; }
shared percall int y;
int g(a) int b; { return 0; }
