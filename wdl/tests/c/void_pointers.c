// expect: 32
void copy(void *d, const void *s, unsigned long n) { char *a = d; const char *b = s; while (n--) *a++ = *b++; } int main(void) { int x[3] = {1, 2, 3}, y[3] = {0}; copy(y, x, sizeof x); void *p = y; return ((int *)p)[2] * 10 + *(int *)(p + 4); }
