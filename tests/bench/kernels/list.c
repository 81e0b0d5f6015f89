/* A walk over records linked by pointers, in an array. */
struct node {
	struct node *next;
	unsigned key;
	short weight;
	unsigned char flags;
	unsigned seen;
};

static struct node nodes[256];

static unsigned
walk(struct node *head, unsigned key)
{
	struct node *p;
	unsigned sum = 0;

	for (p = head; p != 0; p = p->next) {
		if (p->flags & 1)
			sum += (unsigned)p->weight;
		if ((p->key & 15) == (key & 15)) {
			p->seen++;
			sum ^= p->seen;
		}
	}
	return (sum);
}

int
main(int n)
{
	unsigned sum = 0;
	int i, at;

	for (i = 0; i < 256; i++) {
		at = i * 77 & 255;
		nodes[at].next = i == 255 ? 0 : &nodes[(i + 1) * 77 & 255];
		nodes[at].key = (unsigned)i * 2654435761U >> 20;
		nodes[at].weight = (short)(i * 300 - 30000);
		nodes[at].flags = (unsigned char)(i ^ i >> 2);
		nodes[at].seen = 0;
	}
	for (i = 0; i < n; i++)
		sum = sum * 5 + walk(&nodes[0], sum + (unsigned)i);
	return ((int)sum);
}
