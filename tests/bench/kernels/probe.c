/* A hash table with open addressing: insert, find, replace. */
typedef unsigned int u32;
typedef unsigned long u64;

#define	SLOTS	1024

struct slot {
	u64 key;
	u32 value;
	u32 used;
};

static struct slot table[SLOTS];

static struct slot *
probe(u64 key)
{
	u32 h = (u32)((key * 0x9e3779b97f4a7c15UL) >> 54);

	while (table[h].used && table[h].key != key)
		h = (h + 1) & (SLOTS - 1);
	return (&table[h]);
}

int
main(int n)
{
	struct slot *s;
	u64 key = 12345;
	u32 sum = 0;
	int i;

	for (i = 0; i < SLOTS; i++) {
		table[i].used = 0;
		table[i].key = 0;
		table[i].value = 0;
	}
	for (i = 0; i < n; i++) {
		key = (key * 6364136223846793005UL + 1442695040888963407UL) ^ sum;
		s = probe(key >> 40 & 511);
		if (!s->used) {
			s->used = 1;
			s->key = key >> 40 & 511;
		}
		s->value += (u32)i;
		sum += s->value;
	}
	return ((int)sum);
}
