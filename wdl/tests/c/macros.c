// expect: 35
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define CAT(a, b) a##b
#define STR(x) #x
#define XSTR(x) STR(x)
#define N 5
#define SUM(...) sum_of((int[]){__VA_ARGS__}, sizeof((int[]){__VA_ARGS__}) / 4)
int sum_of(int *a, int n) { int s = 0; for (int i = 0; i < n; i++) s += a[i]; return s; }
int main(void) { int CAT(va, lue) = MAX(3, 9); const char *s = XSTR(N + 1);
#if N > 3 && defined(MAX)
  value += 10;
#else
  value = 0;
#endif
  return value + s[0] - '0' + SUM(1, 2, 3) + sizeof(STR(abc)) + (__LINE__ > 5); }
