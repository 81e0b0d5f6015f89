// expect: 96
unsigned f(unsigned x) { x = (x & 0x55555555) + ((x >> 1) & 0x55555555); x = (x & 0x33333333) + ((x >> 2) & 0x33333333); x = (x + (x >> 4)) & 0x0f0f0f0f; return (x * 0x01010101) >> 24; }
int main(void) { return f(0xdeadbeef) * 4 + (~f(7) & 3); }
