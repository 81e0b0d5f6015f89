// expect: 48
#define kind(x) _Generic((x), int: 1, long: 2, char *: 3, const char *: 4, unsigned: 5, default: 9)
int main(void) { char c = 0, *p = &c; const char *q = p; short s = 0; return kind(1) + kind(1l) * 2 + kind(p) * 3 + kind(q) * 4 + kind(2u) + kind(s) + kind(c + c) + kind("lit"); }
