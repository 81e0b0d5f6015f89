// expect: 106
unsigned char u = 200; signed char s = -3; short h = -300; unsigned short w = 65535;
int main(void) { int r = u + u; r += s; r += h; r += w; unsigned char t = u + u; return (r / 300) + t; }
