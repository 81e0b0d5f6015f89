// expect: 0
enum a { A, B = 5, C, D = -3, E, F = B | 8, G = sizeof(long), H = 'x' };
enum { BIG = 0x7fffffff, SMALL = -0x7fffffff - 1 };
enum u { U = 4294967295u };
int main(void) {
    if (A || C != 6 || E != -2 || F != 13 || G != 8 || H != 120) return 1;
    enum a e = D;
    if (e != -3 || sizeof e != 4 || sizeof A != 4) return 2;
    enum { A = 50, B } local = B;
    if (A != 50 || local != 51) return 3;
    enum u x = U;
    return BIG + SMALL == -1 && x > 0 && (e = 7) == 7 && (int)e - C == 1 ? 0 : 4;
}
