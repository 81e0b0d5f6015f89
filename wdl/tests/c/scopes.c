// expect: 46
int x = 1; int f(int x) { { int x = 7; x++; } return x; } int main(void) { int r = x; int x = 2; { int x = 3; r = r * 10 + x; { extern int x; r = r * 10 + x; } } for (int x = 0; x < 2; x++) r += x; return (r * 10 + x + f(4)) & 255; }
