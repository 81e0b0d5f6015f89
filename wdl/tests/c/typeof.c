// expect: 22
int main(void) { int a = 5; typeof(a) b = 6; __typeof__(&a) p = &b; typeof(int[3]) c = {1, 2, 3}; return *p + a + c[2] + sizeof(typeof(1l)); }
