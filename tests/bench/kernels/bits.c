/* Bits: how many, the highest, reversed, the parity, the next with as many. */
typedef unsigned int u32;
typedef unsigned long u64;

static u32
count(u64 x)
{
	x -= x >> 1 & 0x5555555555555555UL;
	x = (x & 0x3333333333333333UL) + (x >> 2 & 0x3333333333333333UL);
	x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fUL;
	return ((u32)(x * 0x0101010101010101UL >> 56));
}

static u32
reverse(u32 x)
{
	x = (x >> 1 & 0x55555555) | (x & 0x55555555) << 1;
	x = (x >> 2 & 0x33333333) | (x & 0x33333333) << 2;
	x = (x >> 4 & 0x0f0f0f0f) | (x & 0x0f0f0f0f) << 4;
	x = (x >> 8 & 0x00ff00ff) | (x & 0x00ff00ff) << 8;
	return (x >> 16 | x << 16);
}

static int
highest(u32 x)
{
	int n = 0;

	if (x & 0xffff0000) {
		n += 16;
		x >>= 16;
	}
	if (x & 0xff00) {
		n += 8;
		x >>= 8;
	}
	if (x & 0xf0) {
		n += 4;
		x >>= 4;
	}
	if (x & 0xc) {
		n += 2;
		x >>= 2;
	}
	return (n + (int)(x >> 1 & 1));
}

static u32
next(u32 x)
{
	u32 low = x & -x, up = x + low;

	return (low == 0 ? 1 : up | ((x ^ up) >> 2) / low);
}

int
main(int n)
{
	u64 x = 0x123456789abcdefUL;
	u32 y = 7;
	int i;

	for (i = 0; i < n; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		y = next(y ^ reverse((u32)x));
		x += count(x) + (u32)highest(y);
	}
	return ((int)(x ^ y));
}
