static _Decimal64 price;
static int f(void) {
    _Float16 half;
    __float128 most;
    return sizeof half;
}
