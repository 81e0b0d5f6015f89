// expect: 179
int m[3][4]; int sum(int (*r)[4], int n) { int s = 0; for (int i = 0; i < n; i++) for (int j = 0; j < 4; j++) s += r[i][j] * (i + 1); return s; }
int main(void) { for (int i = 0; i < 3; i++) for (int j = 0; j < 4; j++) m[i][j] = i * 4 + j; int k[2][2] = {{1, 2}, {3, 4}}; return sum(m, 3) + k[1][0] + sizeof m / sizeof m[0] + (int)(&m[2][1] - &m[0][0]); }
