// expect: 14
int f() { return 7; } int g(void) { return f(); } int main() { return g() + f(); }
