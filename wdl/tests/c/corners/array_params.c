// expect: 156
int sum(int a[static 3], int n) { int s = 0; for (int i = 0; i < n; i++) s += a[i]; return s; }
int first(const int a[const], int n) { return a[n] + sizeof a; }
int mat(int m[][3], int r) { int s = 0; for (int i = 0; i < r; i++) for (int j = 0; j < 3; j++) s = s * 2 + m[i][j]; return s; }
int fp(int g(int *, int), int *a) { return g(a, 2) + sizeof g; }
int q(int a[static restrict const 2]) { return *a; }
int star(int n, int a[*]);
int un(int n, int a[]) { a++; return a[n]; }
int main(void) { int a[] = {1, 2, 3, 4}; int m[2][3] = {{1,2,3},{4,5,6}};
 return sum(a, 4) + first(a, 1) + mat(m, 2) + fp(sum, a) + q(a + 1) + un(1, a); }