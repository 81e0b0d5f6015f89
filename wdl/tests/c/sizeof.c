// expect: 102
int n; int f(void) { n++; return 1; } struct s { int a[3]; }; int main(void) { int a[7]; char *p; return sizeof a + sizeof p + sizeof *a + sizeof(char[13]) + sizeof f() + sizeof(struct s) + sizeof((struct s *)0)->a + n + sizeof(1 ? (char)1 : (short)2) + sizeof 'a' + sizeof "abcd" + sizeof(long long); }
