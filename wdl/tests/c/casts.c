// expect: 8
long big = 0x123456789abcdef0;
int main(void) { int r = 0; r += (unsigned char)big == 0xf0; r += (signed char)big == -16; r += (short)big == (short)0xdef0; r += (int)big == (int)0x9abcdef0; r += (unsigned)big == 0x9abcdef0u; r += (_Bool)big == 1; r += (long)(int)big < 0; r += (long)(unsigned)big > 0; return r; }
