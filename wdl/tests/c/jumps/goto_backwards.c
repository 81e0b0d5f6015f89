// expect: 0
int main(void) {
    int n = 0, s = 0;
again:
    s += n;
    if (++n < 10) goto again;
    if (s != 45) return 1;
    goto skip;
    s = 0;
skip:
    return s == 45 && n == 10 ? 0 : 2;
}
