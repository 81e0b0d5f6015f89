/* CRC-32 by a table of 256 words, which it makes first. */
typedef unsigned char u8;
typedef unsigned int u32;

static u32 table[256];
static u8 buf[1024];

static u32
crc32(u32 crc, const u8 *p, int len)
{
	crc = ~crc;
	while (len-- > 0)
		crc = table[(crc ^ *p++) & 0xff] ^ crc >> 8;
	return (~crc);
}

int
main(int n)
{
	u32 c, crc = 0;
	int i, k;

	for (i = 0; i < 256; i++) {
		c = (u32)i;
		for (k = 0; k < 8; k++)
			c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1;
		table[i] = c;
	}
	for (i = 0; i < 1024; i++)
		buf[i] = (u8)(i ^ i >> 3);
	for (i = 0; i < n; i++) {
		crc = crc32(crc, buf, 1024);
		buf[i & 1023] ^= (u8)crc;
	}
	return ((int)crc);
}
