int x;
char x;
int f(int a) { int a; return a; }
int f(char *a) { return 0; }
