// expect: 0
static const char *p;
static long sum(void);
static long atom(void) {
    if (*p == '(') { p++; long v = sum(); p++; return v; }
    if (*p == '-') { p++; return -atom(); }
    long v = 0;
    while (*p >= '0' && *p <= '9') v = v * 10 + *p++ - '0';
    return v;
}
static long product(void) { long v = atom(); for (;;) switch (*p) { case '*': p++; v *= atom(); break; case '/': p++; v /= atom(); break; case '%': p++; v %= atom(); break; default: return v; } }
static long sum(void) { long v = product(); while (*p == '+' || *p == '-') { if (*p++ == '+') v += product(); else v -= product(); } return v; }
static long eval(const char *s) { p = s; return sum(); }
int main(void) {
    if (eval("1+2*3-4") != 3 || eval("(1+2)*(3-4)") != -3 || eval("-(2*-3)") != 6) return 1;
    return eval("100/7%5") == 4 && eval("2*(3+(4-1)*2)/3") == 6 && eval("4000000000*4000000000") == 16000000000000000000u ? 0 : 2;
}
