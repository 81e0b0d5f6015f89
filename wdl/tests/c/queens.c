// expect: 4
int n, c[8]; void q(int r) { if (r == 6) { n++; return; } for (int i = 0; i < 6; i++) { int ok = 1; for (int j = 0; j < r; j++) if (c[j] == i || c[j] - i == r - j || i - c[j] == r - j) { ok = 0; break; } if (ok) { c[r] = i; q(r + 1); } } } int main(void) { q(0); return n; }
