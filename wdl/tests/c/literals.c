// expect: 44
int main(void) { unsigned long a = 0xffffffff; long b = 4294967295; long c = 0x7fffffffffffffff; unsigned long long d = 18446744073709551615ull; int r = 0; r += a == b; r += sizeof(0xffffffff) == 4; r += sizeof(4294967295) == 8; r += 0x80000000 > 0; r += -2147483648 < 0; r += 0b1011; r += 017; r += (c + d) == 0x7ffffffffffffffe; r += sizeof(1u) + sizeof(1l); return r; }
