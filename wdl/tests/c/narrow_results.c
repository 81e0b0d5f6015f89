// expect: 2
unsigned char f(int x) { return x; } signed char g(int x) { return x; } short h(int x) { return x; } _Bool b(int x) { return x; }
int main(void) { return f(511) - g(255) + (h(65537) == 1) + b(512); }
