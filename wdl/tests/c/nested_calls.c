// expect: 45
int add(int a, int b) { return a + b; } int mul(int a, int b) { return a * b; }
int main(void) { return add(mul(add(1, 2), add(3, 4)), mul(add(add(1, 1), 2), mul(2, add(1, 2)))); }
