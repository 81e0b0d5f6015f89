/* A state machine over a text: words, numbers, strings, comments. */
enum state { SPACE, WORD, NUMBER, STRING, ESCAPE, COMMENT };

static char text[1024];
static const char sample[] =
    "if (count != 42) { puts(\"a \\\"b\\\" c\"); x1 = y2 + 0x7f; } # to the end\n";

static unsigned
scan(const char *p, unsigned seed)
{
	enum state state = SPACE;
	unsigned words = seed, numbers = 0, strings = 0, comments = 0, lines = 0;

	for (; *p != '\0'; p++) {
		char c = *p;
		int alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    c == '_';
		int digit = c >= '0' && c <= '9';

		if (c == '\n')
			lines++;
		switch (state) {
		case WORD:
			if (alpha || digit)
				break;
			state = SPACE;
			/* FALLTHROUGH */
		case NUMBER:
			if (state == NUMBER && (alpha || digit))
				break;
			state = SPACE;
			/* FALLTHROUGH */
		case SPACE:
			if (alpha) {
				state = WORD;
				words++;
			} else if (digit) {
				state = NUMBER;
				numbers++;
			} else if (c == '"') {
				state = STRING;
				strings++;
			} else if (c == '#') {
				state = COMMENT;
				comments++;
			}
			break;
		case STRING:
			if (c == '\\')
				state = ESCAPE;
			else if (c == '"')
				state = SPACE;
			break;
		case ESCAPE:
			state = STRING;
			break;
		case COMMENT:
			if (c == '\n')
				state = SPACE;
			break;
		}
	}
	return (words * 3 + numbers * 5 + strings * 7 + comments * 11 +
	    lines * 13 + (unsigned)state);
}

int
main(int n)
{
	unsigned sum = 0;
	int i;

	for (i = 0; i < 1023; i++)
		text[i] = sample[i % (int)(sizeof(sample) - 1)];
	text[1023] = '\0';
	for (i = 0; i < n; i++) {
		sum = scan(text, sum) ^ (unsigned)i;
		text[sum % 1000] ^= 1;
		if (text[sum % 1000] == '\0')
			text[sum % 1000] = ' ';
	}
	return ((int)sum);
}
