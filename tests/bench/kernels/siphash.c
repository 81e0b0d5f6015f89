/* SipHash-2-4 (Aumasson and Bernstein 2012) of 256 bytes. */
typedef unsigned long u64;

static u64 buf[32];

static u64
rotl(u64 x, int b)
{
	return (x << b | x >> (64 - b));
}

struct sip {
	u64 v0, v1, v2, v3;
};

static void
sip_round(struct sip *s)
{
	s->v0 += s->v1;
	s->v1 = rotl(s->v1, 13);
	s->v1 ^= s->v0;
	s->v0 = rotl(s->v0, 32);
	s->v2 += s->v3;
	s->v3 = rotl(s->v3, 16);
	s->v3 ^= s->v2;
	s->v0 += s->v3;
	s->v3 = rotl(s->v3, 21);
	s->v3 ^= s->v0;
	s->v2 += s->v1;
	s->v1 = rotl(s->v1, 17);
	s->v1 ^= s->v2;
	s->v2 = rotl(s->v2, 32);
}

static u64
siphash(const u64 *m, int words, u64 k0, u64 k1)
{
	struct sip s;
	int i;

	s.v0 = k0 ^ 0x736f6d6570736575UL;
	s.v1 = k1 ^ 0x646f72616e646f6dUL;
	s.v2 = k0 ^ 0x6c7967656e657261UL;
	s.v3 = k1 ^ 0x7465646279746573UL;
	for (i = 0; i < words; i++) {
		s.v3 ^= m[i];
		sip_round(&s);
		sip_round(&s);
		s.v0 ^= m[i];
	}
	s.v2 ^= 0xff;
	for (i = 0; i < 4; i++)
		sip_round(&s);
	return (s.v0 ^ s.v1 ^ s.v2 ^ s.v3);
}

int
main(int n)
{
	u64 h = 1;
	int i;

	for (i = 0; i < 32; i++)
		buf[i] = 0x0706050403020100UL * (unsigned)(i + 1);
	for (i = 0; i < n; i++) {
		h = siphash(buf, 32, h, (u64)i);
		buf[i & 31] ^= h;
	}
	return ((int)(h ^ h >> 32));
}
