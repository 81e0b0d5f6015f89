// expect: 77
int m = 2147483647;
int main(void) { int n = m + 1; return n < 0 ? 77 : 1; }
