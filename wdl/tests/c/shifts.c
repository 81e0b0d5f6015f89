// expect: 206
int a = -64; unsigned u = 0x80000000; long l = 1; int n = 40;
int main(void) { int r = a >> 3; r += (u >> 31) * 10; r += (int)((l << n) >> 38); r += (int)((1ul << 63) >> 60); r += (unsigned char)((char)0x80 >> 1); return r & 255; }
