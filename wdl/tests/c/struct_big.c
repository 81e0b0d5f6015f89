// expect: 74
struct big { int a[50]; }; struct big f(struct big b, int n) { b.a[49] += n; b.a[0]++; return b; }
int main(void) { struct big x = {{1}}; struct big y = f(f(x, 3), 4); struct big z; z = y; return z.a[49] * 10 + z.a[0] + x.a[0]; }
