#define TWICE(x) ((x) * 2)
int f(int a) { return TWICE(b); }
