// expect: 114
int a[10]; struct s { int a; char b; } t[4];
int main(void) { int *p = a; for (int i = 0; i < 10; i++) *p++ = i * i; p -= 3; struct s *q = t + 3; q -= 1; return *p + p[-2] + (int)(p - a) + *(a + 3) + 2[a] + (int)(q - t) + (int)((char *)q - (char *)t) + (p > a) + (&a[10] == p + 3); }
