// expect: 47
int f(int a, long b, char c, short d, unsigned e, int g, long h, unsigned char i, int j) { return a + b * 2 + c * 3 + d * 4 + e * 5 + g * 6 + h * 7 + i * 8 + j * 9; }
int g5(int a, int b, int c, int d, int e) { return a - b + c - d + e; } int g6(int a, int b, int c, int d, int e, int f) { return (a - b + c - d + e) * f; }
int main(void) { return (f(1, 2, 3, 4, 5, 6, 7, 8, 9) + g5(1, 2, 3, 4, 5) + g6(9, 8, 7, 6, g5(5, 4, 3, 2, 1), g6(1, 2, 3, 4, 5, 1))) & 255; }
