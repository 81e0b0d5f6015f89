// expect: 139
int a = 3, b[] = {1, 2, 3, 4}, *p = &b[2], *q = b + 1; const char *names[] = {"one", "two", "three"}; struct { char c; long l; const char *s; int v[3]; } g = {'x', -7, "str", {[1] = 5}}; int c = sizeof b / sizeof *b + (1 ? 2 : 3) * -4 % 3; long d = (long)1 << 40; unsigned char u = 300;
int main(void) { return a + b[3] + *p + *q + names[2][4] + g.c + (int)g.l + g.s[2] + g.v[1] + g.v[2] + c + (int)(d >> 38) + u & 255; }
