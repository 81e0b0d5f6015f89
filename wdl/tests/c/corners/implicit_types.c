// expect: 128
extern int printf_(); int f(); int f(x) int x; { return x; } int (*g())() { return f; } static h(x, y) { return x + y; } int k(a) register a; { return a; } m(p) char *p; { return *p; } double_ (x) { return x * 2; }
int main() { return f(1) + g()(2) + h(3, 4) + k(5) + m("a") + double_(6) + undeclared_(3); } int undeclared_(n) { return n + 1; }