// expect: 168
unsigned char s[1000]; int main(void) { int n = 0; for (int i = 2; i < 1000; i++) { if (s[i]) continue; n++; for (int j = i * i; j < 1000; j += i) s[j] = 1; } return n; }
