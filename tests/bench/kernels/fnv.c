/* FNV-1a, 64 bits, over a buffer of 1 KiB. */
typedef unsigned char u8;
typedef unsigned long u64;

static u8 buf[1024];

static u64
fnv1a(const u8 *p, u64 len, u64 h)
{
	u64 i;

	for (i = 0; i < len; i++) {
		h ^= p[i];
		h *= 1099511628211UL;
	}
	return (h);
}

int
main(int n)
{
	u64 h = 14695981039346656037UL;
	int i;

	for (i = 0; i < (int)sizeof(buf); i++)
		buf[i] = (u8)(i * 7 + 3);
	for (i = 0; i < n; i++) {
		h = fnv1a(buf, sizeof(buf), h);
		buf[i & 1023] = (u8)h;
	}
	return ((int)(h ^ h >> 32));
}
