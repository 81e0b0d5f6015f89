// expect: 9
struct s one, other;
extern struct t far;
static long size(void);
union u many;
struct s { char c; long l; };
union u { int i; short h[5]; };
struct t { int a; } far = { 4 };
struct s one = { 1, 2 };
static long size(void) { return sizeof one == 16 && sizeof many == 12 && (unsigned long)&other % 8 == 0; }
int main(void) { return one.c + one.l + far.a + size() + (other.l == 0) + many.h[4]; }
