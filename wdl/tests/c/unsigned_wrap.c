// expect: 115
unsigned a = 3, b = 5;
int main(void) { unsigned c = a - b; if (c > 1000) return (c >> 28) + 100; return 1; }
