// expect: 0
int main(void) {
    const int a[2] = { 1 };
    const int (*u)[2] = &a;
    volatile int (*w)[2] = 0;
    void *v = 0;
    const void *c = 0;
    int r = _Generic(1 ? u : v, const void *: 1, void *: 0) + _Generic(0 ? v : u, const void *: 2, void *: 0);
    r += _Generic(1 ? w : v, volatile void *: 4, void *: 0) + _Generic(1 ? u : c, const void *: 0, void *: 8);
    r += _Generic(1 ? u : 0, const int (*)[2]: 0, default: 16) + _Generic(1 ? (void *)0 : u, const int (*)[2]: 0, default: 32);
    return r + ((*(1 ? u : 0))[0] != 1) * 64;
}
