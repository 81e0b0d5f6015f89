// expect: 43
void exit(int);
static int depth(int n) { if (n == 0) exit(43); return depth(n - 1) + 1; }
int main(void) { return depth(20); }
