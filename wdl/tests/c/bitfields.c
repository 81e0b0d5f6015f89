// expect: 23
struct f { unsigned a : 3; int b : 5; unsigned c : 10; int : 0; unsigned long d : 33; _Bool e : 1; signed char g : 4; }; struct f gl = {9, -3, 1023, 1ul << 32, 1, 7};
int main(void) { struct f x = {0}; x.a = 10; x.b = 17; x.c = 5; x.c -= 6; x.d = -1; x.e = 4; x.g = 9; int r = x.a + x.b + (x.c == 1023) * 8 + (x.d == 0x1ffffffff) * 16 + x.e + x.g; int v = x.a = 13; x.b++; return (r + v + x.b + sizeof(struct f) + gl.a + gl.b + gl.c % 7 + (gl.d >> 30) + gl.e + gl.g) & 255; }
