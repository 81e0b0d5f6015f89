static int f(int n) {
    long list = n;
    return va_arg(list, int);
}
