// expect: 190
int main(void) { int s = 0; for (int i = 0; i < 10; i++) { if (i & 1) continue; for (int j = i; ; j += 2) { if (j > 12) break; s += j; } } return s & 255; }
