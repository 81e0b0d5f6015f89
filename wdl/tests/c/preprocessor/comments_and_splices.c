// expect: 0
#define TWO /* a */ 2 // rest
#define LONG(a, \
             b) a + \
    b
int main(void) {
    int x = TWO/**/+/* * / */1;
    const char *s = "/* no */ // no";
    int y = 10 /x/x; // \
    y = 0;
    in\
t z = LONG(3, 4)/*
    */;
    if (x != 3 || s[0] != '/' || s[13] != 'o') return 1;
    if (y != 1 || z != 7) return 2;
    char c = '"', d = '\'', e = "'"[0]; /* " */
    return c == 34 && d == e && '/' /**/ == 47 ? 0 : 3;
}
