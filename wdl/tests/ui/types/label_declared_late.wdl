int f(int n) {
    __label__ a, b;
    __label__ c;
    if (n) goto a; else goto b;
    a: b: c: ;
    __label__ d;
    return n;
}
