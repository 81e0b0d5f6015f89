// expect: 136
enum big { B0 = 1ull << 40, B1, B2 = -1 };
enum neg { N = -5, M, O = M + 10 };
enum u { U = 0xffffffffu, V = 5 };
enum fwd { F1 = sizeof(int), F2 = 'a', F3 = F1 << 2 | 1, };
int main(void) {
    enum neg n = N; enum u u = U; enum big b = B1;
    int r = 0;
    r += sizeof(enum big) + sizeof n * 10 + sizeof(B0);
    r += (N < 0) + (n < 0) * 2 + (u > 0) * 4 + (b > 0) * 8 + (O == 6) * 16 + (sizeof U == sizeof u) * 32;
    { enum neg { N = 3 }; r += N; }
    { enum { X = 2, Y } i = X; for (; i <= Y; i++) r += i; }
    r += F3; u--; r += u == 0xfffffffe; n -= 4; r += n;
    return r;
}