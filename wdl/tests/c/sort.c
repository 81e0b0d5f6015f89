// expect: 165
int a[] = {9, 3, 7, 1, 8, 2, 6, 5, 4, 0}; void qs(int *l, int *r) { if (r - l < 2) return; int p = *l, *i = l, *j = l + 1; for (; j < r; j++) if (*j < p) { i++; int t = *i; *i = *j; *j = t; } *l = *i; *i = p; qs(l, i); qs(i + 1, r); } int main(void) { qs(a, a + 10); int s = 0; for (int i = 0; i < 10; i++) s = s * 3 + a[i]; return s & 255; }
