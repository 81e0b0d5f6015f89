// expect: 184
long a[4][4], b[4][4], c[4][4]; int main(void) { for (int i = 0; i < 4; i++) for (int j = 0; j < 4; j++) { a[i][j] = i + j; b[i][j] = i * j - 2; } for (int i = 0; i < 4; i++) for (int j = 0; j < 4; j++) for (int k = 0; k < 4; k++) c[i][j] += a[i][k] * b[k][j]; long s = 0; for (int i = 0; i < 16; i++) s = s * 7 + ((long *)c)[i]; return s & 255; }
