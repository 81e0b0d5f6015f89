// expect: 34
int main(void) { int a = 10; int b = a * 0 + 5; if (0) b = 99; while (0) b++; int c = 1 && 0 || 3 > 2; const int k = 4; int d = k * k - (k << 1); switch (3) { case 3: d += 1; break; case 4: d = 0; } return b + c + d + (-7 / 2) + (-7 % 3) + (7u >> 1) + 20; }
