// expect: 0
static const int k = 5;
static const struct { int a; const char *s; } c = { 3, "const" };
static const int table[] = { 1, 1, 2, 3, 5 };
static int sum(const int *p, const int *const end) { int s = 0; while (p < end) s += *p++; return s; }
int main(void) {
    const int n = k * 2;
    int m = n;
    const int *p = &m;
    m++;
    int *const q = &m;
    *q += *p;
    const volatile int cv = 4;
    return sum(table, table + 5) == 12 && m == 22 && n == 10 && c.s[c.a] == 's' && cv == 4 ? 0 : 1;
}
