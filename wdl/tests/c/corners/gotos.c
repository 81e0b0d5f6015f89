// expect: 156
int f(int n) { int r = 0; goto in; for (int i = 0; i < 3; i++) { int j = 7; r += j; if (0) { in: i = 1; r += 100; } } return r; }
int g(int n) { goto *(n ? &&a : &&b); a: return 1; b: return 2; }
int h(int n) { static void *t[] = { &&x, &&y, &&z }; int r = 0; for (int i = 0; i < 3; i++) { goto *t[(i + n) % 3]; x: r += 1; continue; y: r += 10; continue; z: r += 100; if (r > 200) goto out; } out: return r; }
int k(int n) { { lab: if (n-- > 0) { int v = n; if (v & 1) goto lab; goto end; } } end: return n; }
int se(int n) { int r = ({ int a = n; a *= 2; if (a > 5) goto big; a + 1; }); return r; big: return 50; }
int sw(int n) { switch (n) { case 1: { case 2: n += 5; } if (n) case 3: n *= 2; else case 4: n = 99; } return n; }
int main(void) { int r = f(1) + g(0) + g(1) + h(1) + k(4) + se(1) + se(4) + sw(1) + sw(2) + sw(3) + sw(4) + sw(5); return r & 255; }