// expect: 29
signed char sc[2] = {-1, 5}; unsigned char uc[2] = {255, 1}; short sh = -2; unsigned short us = 65534; int in = -3; unsigned un = 4294967293u; int main(void) { long a = sc[0] + uc[0]; long b = sh; unsigned long c = us; long d = in, e = un; return a + (b == -2) + (c == 65534) * 2 + (d == -3) * 4 + (e == 4294967293) * 8 + ((unsigned long)in == 0xfffffffffffffffd) * 16; }
