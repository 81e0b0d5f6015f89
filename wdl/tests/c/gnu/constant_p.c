// expect: 0
int n = 3;
int main(void) {
    if (!__builtin_constant_p(3 * 4) || __builtin_constant_p(n) || !__builtin_constant_p("s")) return 1;
    int calls = 0;
    if (__builtin_constant_p(calls++) || calls) return 2;
    if (__builtin_choose_expr(1, n, calls++) != 3 || calls) return 3;
    __builtin_prefetch(&n + calls++, 0, 3);
    return calls == 1 ? 0 : 4;
}
