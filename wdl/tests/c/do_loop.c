// expect: 125
int main(void) { int n = 0, s = 0; do { n++; if (n == 3) continue; if (n == 8) break; s += n; } while (n < 10); do s += 100; while (0); return s; }
