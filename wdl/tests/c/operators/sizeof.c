// expect: 0
static int calls;
static int f(void) { calls++; return 1; }
struct s { char c; short s[3]; int i; };
int main(void) {
    int v[5], n = 1;
    if (sizeof f() != 4 || sizeof n++ != 4 || sizeof(v[f()]) != 4 || calls || n != 1) return 1;
    if (sizeof v != 20 || sizeof(v + 0) != 8 || sizeof *v != 4 || sizeof &v != 8) return 2;
    if (sizeof(struct s) != 12 || sizeof ((struct s *)0)->s != 6 || sizeof(char) + 1 != 2) return 3;
    char c = 1; short h = 1;
    if (sizeof c != 1 || sizeof +c != 4 || sizeof(c + h) != 4 || sizeof(c, h) != 2 || sizeof(1 ? c : 1L) != 8) return 4;
    return sizeof(int) * 2 == 8 && sizeof sizeof 1 == 8 && sizeof "abc"[0] == 1 && sizeof(c = 5) == 1 && c == 1 ? 0 : 5;
}
