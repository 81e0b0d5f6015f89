// expect: 71
int f(unsigned long x) { switch (x) { case 1: return 1; case 5: return 2; case 9: return 3; case 20: return 4; case 21: return 5; case 1000: return 6; case 0xffffffffffffffff: return 7; case 0x100000000: return 8; case 77: return 9; case 88: return 10; } return 0; }
int main(void) { return f(1) + f(5) * 2 + f(9) * 3 + f(21) + f(-1) * 4 + f(1ul << 32) + f(88) + f(2) + f(1000); }
