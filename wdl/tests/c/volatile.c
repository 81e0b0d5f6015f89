// expect: 22
volatile int v = 3; int main(void) { volatile int l = v; l += v; v = 10; const volatile int *p = &v; return l * 2 + *p; }
