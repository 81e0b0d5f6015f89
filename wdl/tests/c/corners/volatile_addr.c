// expect: 23
volatile int v = 3; struct s { volatile int a; const int b; } s = { 1, 2 }; 
int main(void) { volatile int *p = &v; v; *p; v = v = 5; v += v++ * 0; int r = v; volatile struct s *q = &s; q->a = q->b + 2; r += s.a; const volatile int cv = 8; r += cv; int *const cp = (int *)&s.b; r += *cp; for (volatile int i = 0; i < 3; i++) r += i; return r; }