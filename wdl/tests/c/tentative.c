// expect: 46
int a; int a = 4; int a; extern int b; int f(void) { return b; } int b = 3; static int c[]; static int c[3] = {1, 2, 3}; int main(void) { return a * 10 + f() + c[2]; }
