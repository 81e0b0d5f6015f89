/* Which of a list of folders a path is in. */
static const char *const folders[] = {
	"/usr/local/share/doc", "/usr/local/lib", "/usr/lib", "/usr/libexec",
	"/var/log", "/var/mail", "/var/spool/mqueue", "/etc/mail",
	"/home", "/tmp", "/dev", "/proc/self",
};

static const char *const paths[] = {
	"/usr/local/share/doc/imapd/README", "/usr/local/libexec/x",
	"/var/mail/user/inbox/42", "/etc/passwd", "/home/user/.profile",
	"/tmp/a", "/usr/lib/libc.so.7", "/proc/self/maps",
};

static int
under(const char *path, const char *folder)
{
	while (*folder != '\0') {
		if (*path != *folder)
			return (0);
		path++;
		folder++;
	}
	return (*path == '/' || *path == '\0');
}

static int
match(const char *path)
{
	unsigned i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (under(path, folders[i]))
			return ((int)i);
	return (-1);
}

int
main(int n)
{
	unsigned sum = 1;
	int i;

	for (i = 0; i < n; i++)
		sum = sum * 31 + (unsigned)match(paths[(sum + (unsigned)i) & 7]) + 1;
	return ((int)sum);
}
