// expect: 203
unsigned crc(const unsigned char *p, int n) { unsigned c = ~0u; while (n--) { c ^= *p++; for (int k = 0; k < 8; k++) c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1; } return ~c; } int main(void) { return crc((const unsigned char *)"123456789", 9) >> 24; }
