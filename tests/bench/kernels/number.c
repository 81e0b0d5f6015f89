/* Numbers to decimal digits and back. */
static char buf[24];

static char *
format(long value, char *end)
{
	unsigned long v = value < 0 ? -(unsigned long)value : (unsigned long)value;

	*--end = '\0';
	do {
		*--end = (char)('0' + v % 10);
		v /= 10;
	} while (v != 0);
	if (value < 0)
		*--end = '-';
	return (end);
}

static long
parse(const char *s)
{
	unsigned long v = 0;
	int minus = 0;

	if (*s == '-') {
		minus = 1;
		s++;
	}
	while (*s >= '0' && *s <= '9')
		v = v * 10 + (unsigned long)(*s++ - '0');
	return (minus ? -(long)v : (long)v);
}

int
main(int n)
{
	unsigned long x = 1;
	long sum = 0;
	int i;

	for (i = 0; i < n; i++) {
		x = x * 6364136223846793005UL + 1442695040888963407UL;
		sum += parse(format((long)x >> (x >> 59), buf + sizeof(buf)));
		x ^= (unsigned long)sum;
	}
	return ((int)(sum ^ sum >> 32));
}
