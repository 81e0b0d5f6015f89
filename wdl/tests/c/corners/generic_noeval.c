// expect: 66
int n;
int side(void) { n++; return 1; }
int main(void) {
    int r = _Generic(side(), int: 5, default: side());
    int q = _Generic(1L, int: side(), long: 7);
    int z = sizeof(side()) + _Alignof(int);
    return r * 100 + q * 10 + z + n;
}