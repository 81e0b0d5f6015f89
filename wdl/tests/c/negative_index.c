// expect: 43
int buf[8] = {1, 2, 3, 4, 5, 6, 7, 8}; int main(void) { int *m = buf + 4; int i = -2; unsigned char k = 3; short s = -4; return m[i] * 10 + m[-1] + m[k] + m[s]; }
