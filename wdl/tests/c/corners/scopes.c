// expect: 202
int x = 1; int f(int x) { { int x = 5; { extern int x; return x; } } }
static int s(void) { static int n = 3; return n++; } int t(void) { static int n; return ++n; }
int g(int a) { if (a) { struct t { int v; } q = { 2 }; return q.v; } else { struct t { char v[9]; }; return sizeof(struct t); } }
struct t { int z[5]; }; int k(void) { struct t; struct t *p = 0; struct t { char c; }; return sizeof *p + sizeof(struct t); }
int m(void) { int a = 1; for (int a = 5; a < 7; a++) { int a = 3; (void)a; } while (a) { int b = a--; if (b) continue; } return a; }
int tent; int tent; extern int tent; int tent = 4; static int st; static int st = 5; extern int st; int arr[]; int arr[4]; int sz(void) { return sizeof arr; }
int n2(int n) { return n ? n + n2(n - 1) : 0; } int even(int); int odd(int n) { return n ? even(n - 1) : 0; } int even(int n) { return n ? odd(n - 1) : 1; }
int self = sizeof self; int *ps = &arr[2]; int **pps = &ps; char *mid = "hello" + 2; long diff = &arr[3] - &arr[1]; int *neg = &arr[4] - 1;
struct node { struct node *next; int v; } n3 = { 0, 3 }, n1 = { &n3, 4 }, loop = { &loop, 5 };
int main(void) { s(); t(); int y = y = 3; int sizeofself = sizeof sizeofself; *neg = 8;
 return f(9) + s() * 2 + t() * 3 + g(0) + g(1) + k() + m() + tent + st + sz() + n2(4) + even(10) + self + mid[0] + diff + (ps == *pps) + n1.next->v + loop.next->next->v + arr[3] + y + sizeofself; }