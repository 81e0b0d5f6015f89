// expect: 95
int a = -5, b = 5; unsigned ua = -5; long la = -5; unsigned long ula = -5;
int main(void) { int r = 0; r = r * 2 + (a < b); r = r * 2 + (ua < b); r = r * 2 + (la <= b); r = r * 2 + (ula >= 5); r = r * 2 + (a == la); r = r * 2 + (a != b); r = r * 2 + !(a > b); return r; }
