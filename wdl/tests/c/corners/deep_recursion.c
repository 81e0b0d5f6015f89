// expect: 76
int ack(int m, int n) { return !m ? n + 1 : !n ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)); } int hanoi(int n, int a, int b, int c) { return n ? hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a) : 0; }
int q(int n, int r, int c, int d, int e) { int s = 0; if (r == n) return 1; for (int i = 0; i < n; i++) if (!(c >> i & 1) && !(d >> (r + i) & 1) && !(e >> (r - i + n) & 1)) s += q(n, r + 1, c | 1 << i, d | 1 << (r + i), e | 1 << (r - i + n)); return s; }
int main(void) { return (ack(2, 3) + hanoi(6, 1, 2, 3) + q(6, 0, 0, 0, 0)) & 255; }