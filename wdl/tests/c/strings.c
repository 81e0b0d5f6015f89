// expect: 122
int len(const char *s) { int n = 0; while (s[n]) n++; return n; } int eq(const char *a, const char *b) { while (*a && *a == *b) a++, b++; return *a == *b; }
int main(void) { const char *s = "hello" " world"; char t[] = "hello world"; t[4] = 'O'; return len(s) + eq(s, "hello world") * 20 + eq(s, t) * 40 + sizeof t + sizeof "abc" + "xyz"[1] - 'y' + '\n' + '\x41' + '\101' - 'A'; }
