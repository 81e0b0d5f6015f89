/* Patterns with * and ?, by going back to the last star. */
static const char *const patterns[] = {
	"/var/mail/*", "*.so.?", "/home/*/.ssh/*", "/tmp/*/*/x*z",
};

static const char *const paths[] = {
	"/var/mail/user", "/usr/lib/libcrypto.so.3", "/home/user/.ssh/id_ed25519",
	"/tmp/aaaa/bbbbbbbb/xyxyxyz", "/home/user/projects/wss/.sshd/none",
};

static int
glob(const char *p, const char *s)
{
	const char *star = 0, *from = 0;

	for (;;) {
		if (*p == '*') {
			star = ++p;
			from = s;
		} else if (*s == '\0') {
			return (*p == '\0');
		} else if (*p == '?' || *p == *s) {
			p++;
			s++;
		} else if (star != 0) {
			p = star;
			s = ++from;
		} else
			return (0);
	}
}

int
main(int n)
{
	unsigned sum = 1;
	unsigned j;
	int i;

	for (i = 0; i < n; i++)
		for (j = 0; j < 5; j++)
			sum = sum * 3 +
			    (unsigned)glob(patterns[(sum + j) & 3], paths[j]);
	return ((int)sum);
}
