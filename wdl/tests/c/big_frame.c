// expect: 176
int main(void) { char a[4000]; int s = 0; for (int i = 0; i < 4000; i++) a[i] = i; int b[500]; for (int i = 0; i < 500; i++) b[i] = a[i * 8] * i; for (int i = 0; i < 500; i++) s += b[i]; return s & 255; }
