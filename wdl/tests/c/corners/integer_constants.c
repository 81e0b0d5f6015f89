// expect: 214
#define SZ(x) (sizeof(x) * 10 + ((x) * 0 - 1 < 0))
int main(void) { unsigned h = 1;
 #define H(x) h = h * 31 + (unsigned)(x);
 H(SZ(2147483647)) H(SZ(2147483648)) H(SZ(4294967295)) H(SZ(0x7fffffff)) H(SZ(0x80000000)) H(SZ(0xffffffff)) H(SZ(0x100000000)) H(SZ(0x8000000000000000)) H(SZ(037777777777)) H(SZ(040000000000))
 H(SZ(1u)) H(SZ(1l)) H(SZ(1ul)) H(SZ(1ll)) H(SZ(1ULL)) H(SZ(1lu)) H(SZ(4294967296u)) H(SZ(0b11111111111111111111111111111111)) H(SZ(0B1)) H(SZ('a')) H(SZ(9223372036854775807))
 H(-2147483648 < 0) H(-0x80000000 > 0) H(~0u > 0) H(1 - 2u > 0) H(-1 < 0u) H((unsigned char)200 + (unsigned char)100) H((short)40000) H((signed char)-129) H( (_Bool)256)
 H(-1 >> 1) H(-1 >> 31) H(1 << 31) H(0x80000000 >> 31) H((unsigned char)0xff << 24 < 0) H(1ll << 40) H((char)128) H(-7 / 2) H(-7 % 3) H(7 % -3) H(7u / -1) H(-1 / 2u) H((-2147483647 - 1) / 1)
 H(1 << 'a' - 96) H((short)-1 >> 15) H((unsigned short)65535 * 65535 < 0) H((unsigned short)65535 * (unsigned short)65535) H(sizeof((char)1 << 1l)) H(sizeof(1l << 1)) H(sizeof(-(char)1)) H(sizeof((short)1 + (char)1))
 return h % 251; }