// expect: 244
int main(void) { int a = 1, b = 1, c = 0; for (int i = 0; i < 12; i++) { int t = a + b; a = b; b = t; c = a; if (i == 5) { int s = a; a = c; c = s; } } int x = 5, y = 6; for (int i = 0; i < 3; i++) { int t = x; x = y; y = t; } return (b + c * x + y) & 255; }
