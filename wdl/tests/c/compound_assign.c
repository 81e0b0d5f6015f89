// expect: 88
int main(void) { int a = 100; a += 5; a -= 3; a *= 2; a /= 3; a %= 50; a <<= 3; a >>= 1; a |= 9; a &= 0x7f; a ^= 5; unsigned char c = 250; c += 10; c *= 3; short s = 10; s -= 20; s /= 3; long l = 1; l <<= 33; l += a; char x = 3; x <<= 6; return (a + c + s + (int)(l >> 32) + (x < 0)) & 255; }
