// expect: 78
int next(void) { static int n = 5; return n++; } int other(void) { static int n; static const int k[] = {3, 4}; n += k[1]; return n; } int main(void) { next(); next(); other(); return next() * 10 + other(); }
