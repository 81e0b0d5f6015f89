// expect: 158
struct { unsigned u : 3; int i : 3; unsigned long l : 5; unsigned w : 32; _Bool b : 1; unsigned long v : 33; unsigned char k : 7; } s;
enum e { A, B } ; struct { enum e m : 2; } t;
int main(void) {
    unsigned r = 0;
#define H(x) r = r * 7 + (unsigned)(x);
    H((s.u = 1) - 2 < 0) H((s.u += 1) - 3 < 0) H(s.u++ - 9 < 0) H(++s.u - 9 < 0) H((s.l = 3) - 4 < 0) H((s.w = 1) - 2 < 0) H((s.b = 5) - 2 < 0)
    H((s.v = 1) - 2 < 0) H((t.m = B) - 2 < 0) H((s.k = 200) - 300 < 0) H((s.u = 15)) H((s.i = 5)) H(-(s.u = 3) < 0) H(~(s.u = 3) < 0)
    H((s.u = 5) << 30 > 0) H((s.u = 1, s.u) - 2 < 0) H((1 ? (s.u = 1) : s.u) - 2 < 0) H((s.u = s.l = 9)) H((s.u -= 8) * -1 < 0)
    H(_Generic(+(s.u = 1), int: 1, unsigned: 2, default: 3)) H((s.u = 7) / -2) H(-8 / (s.u = 2)) H((s.u++ , s.u--) % -2)
    return r % 251;
}
