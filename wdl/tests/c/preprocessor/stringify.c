// expect: 0
#define S(x) #x
#define X(x) S(x)
#define N 12
static int same(const char *a, const char *b) { while (*a && *a == *b) a++, b++; return *a == *b; }
int main(void) {
    if (!same(S(a  +   b), "a + b") || !same(S(N), "N") || !same(X(N), "12")) return 1;
    if (!same(S("q\n"), "\"q\\n\"") || !same(S('\0'), "'\\0'") || !same(S(), "")) return 2;
    return same(S(x) S( y ) "z", "xyz") && sizeof S(abc) == 4 ? 0 : 3;
}
