// expect: 101
int f(unsigned char c, signed char s, short h, _Bool b) { return c + s + h + b; }
int main(void) { return f(300, 200, 70000, 5) & 255; }
