// expect: 114
struct b { int a : 3; unsigned b : 5; signed c : 7; unsigned long d : 37; _Bool e : 1; unsigned char f : 4; short g : 9; int : 0; unsigned h : 32; long i : 64; int j : 1; };
int main(void) {
    struct b x = { 5, 33, -65, 1ul << 36, 2, 17, 255, 0xffffffff, -1, 1 };
    long r = x.a; r = r * 31 + x.b; r = r * 31 + x.c; r = r * 31 + (x.d >> 30); r = r * 31 + x.e; r = r * 31 + x.f; r = r * 31 + x.g;
    r = r * 31 + (x.h > -1); r = r * 31 + (x.b - 6 < 0); r = r * 31 + (x.d - 1 > 0); r = r * 31 + x.i; r = r * 31 + x.j;
    x.a += 3; r = r * 31 + x.a; x.b--; x.b -= 5; r = r * 31 + x.b++; r = r * 31 + x.b; x.e += 3; r = r * 31 + x.e; x.e--; r = r * 31 + x.e;
    r = r * 31 + (x.c = 200); r = r * 31 + (x.g <<= 3); r = r * 31 + (x.d <<= 2); r = r * 31 + sizeof x;
    x.j = 1; r = r * 31 + x.j; r = r * 31 + (x.f = x.f * 3); r = r * 31 + (x.d + (1ul << 36)); r = r * 31 + (unsigned)((x.d << 5) >> 5);
    r = r * 31 + (x.d * 3 >> 33);
    return (r ^ r >> 8 ^ r >> 16 ^ r >> 24 ^ r >> 32) & 255;
}