// expect: 11
void f(int *p) { *p = 3; } void g(int *p) { return f(p); } int *h(int *p) { return p; } const int *k(const int *p) { return p; } void *l(void *p) { return p; }
int main(void) { int x; g(&x); *h(&x) += 2; *(int *)k(&x) += 1; ((char *)l(&x))[0] += 1; (void)x; (void)f; (void)"x"; int r = x; ((void)0, r++); r ? f(&x) : (void)0; return r + x; }