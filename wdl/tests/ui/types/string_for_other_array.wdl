unsigned a[1][2] = { "a" };
int b[2] = { "ab" };
struct { short c[4]; char *d; } e = { "abc", "def" };
