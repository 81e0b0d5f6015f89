// expect: 123
typedef int T; typedef T U[3]; typedef int F(int); typedef struct T { int T; } V;
F fn; int fn(int T) { return T * 2; }
int g(T) ; int g(int T) { return T + sizeof(T); }
int a(int T) { return T + 1; }
int h(int (T)) { return sizeof(T(*)()); }
int k(int x) { T T = 3; { int U = T; T = U * x; } return T; }
struct s { T T; U U; unsigned T2 : 3; const T; };
int m(void) { typedef char T; T x = 300; { int T = 4; x += T; } return x + sizeof(T); }
int o(void) { T(b) = 4; T(*c) = &b; T(d)[2] = { 1, 2 }; return *c + d[1]; }
int lab(int x) { T: x--; if (x > 5) goto T; return x; }
int main(void) { struct T t = { 3 }; V v = { .T = 4 }; struct s s = { .T = 5, .U = { 1, 2, 3 } }; enum { V2 = 2 };
 for (T T = 0; T < 2; T++) t.T += T;
 return fn(1) + g(2) + a(3)+ h(0) + k(5) + m() + o() + t.T + v.T + s.T + s.U[2] + (T)3 * 0 + sizeof(U) + lab(9); }