// expect: 29
int main(void) { int a = 5; int b = a++ * 2; int c = ++a * 2; int d = a-- - --a; char ch = 127; ch++; unsigned char u = 0; u--; short s = -32768; s--; return b + c + d + (ch == -128) + (u == 255) + (s == 32767); }
