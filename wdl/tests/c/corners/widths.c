// expect: 223
struct w { unsigned long a : 33; long b : 33; unsigned c : 31; int d : 31; unsigned e : 1; int f : 1; unsigned long g : 64; unsigned long h : 48; signed char i : 4; unsigned char j : 8; unsigned short k : 16; }; struct w w;
int main(void) { unsigned r = 7;
#define R(x) r = r * 33 + (unsigned)(x);
w.a = -1; w.b = -1; w.c = -1; w.d = -1; w.e = -1; w.f = -1; w.g = -1; w.h = -1; w.i = 15; w.j = 511; w.k = -1;
R(w.a + 1 == 0) R((w.a << 1) >> 34) R(w.b < 0) R(w.c + 1u == 0x80000000) R(w.c > -1) R(w.d < 0u) R(-w.e < 0) R(w.f) R(w.g + 1) R((w.h + 1) >> 40) R(w.h << 16 >> 63) R(w.i) R(w.j + 1) R(w.k * w.k) R(~w.j) R(w.a * w.a >> 30) R((w.e ? w.a : w.b) > 0) R(sizeof(w.c + 0)) R(sizeof(w.g + 0)) R(sizeof(+w.j)) R(w.j == w.i) R((w.a >> 1) + (w.b >> 1)) R(w.a / 3) R(w.b % 7) R(-w.a == 1) R(!w.f) R(w.e++) R(w.e) R(w.f--) R(w.f) R(--w.i) R(w.i += 20) R(w.k += 2) R(w.j *= 3) R(w.h >>= 3) R(w.a -= 5) R(w.b = 1ul << 32) R(w.b ^= w.a) R(w.c = w.d = w.k = 70000) R((w.d = 3) + w.d++)
return r % 251; }