// expect: 31
struct v { long a; int b; char c[5]; }; struct v make(int n) { struct v r = {n, n + 1, {n, n, n}}; return r; } int sum(struct v s) { s.a += 100; return s.a + s.b + s.c[2]; } struct v twice(struct v s) { s.a *= 2; s.b *= 2; return s; }
int main(void) { struct v x = make(5); int r = sum(x) + x.a; x = twice(twice(x)); struct v y = x.b > 20 ? make(1) : x; return (r + x.a + x.b + sum(make(3)) + y.a + make(9).b + twice(y).c[1]) & 255; }
