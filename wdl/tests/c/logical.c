// expect: 148
int n; int t(int v) { n++; return v; }
int main(void) { int r = 0; if (t(0) && t(1)) r |= 1; if (t(1) || t(0)) r |= 2; if (!(t(1) && t(1)) || (t(0) || t(3))) r |= 4; r |= (t(5) && t(6)) << 3; return r * 10 + n; }
