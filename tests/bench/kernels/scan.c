/* Length of strings, and the first of a byte in them. */
static char text[2048];

static unsigned
length(const char *s)
{
	const char *p = s;

	while (*p != '\0')
		p++;
	return ((unsigned)(p - s));
}

static const char *
find(const char *s, char c)
{
	for (; *s != '\0'; s++)
		if (*s == c)
			return (s);
	return (0);
}

int
main(int n)
{
	unsigned sum = 0;
	const char *p;
	int i;

	for (i = 0; i < 2047; i++)
		text[i] = (char)('a' + i % 25);
	text[2047] = '\0';
	for (i = 0; i < n; i++) {
		text[(i * 37 + 1024) % 2047] = 'z';
		sum = sum * 31 + length(text + (sum & 63));
		p = find(text, 'z');
		if (p != 0)
			sum += (unsigned)(p - text);
		text[(i * 37 + 1024) % 2047] = 'b';
	}
	return ((int)sum);
}
