// expect: 86
const int table[8] = {1, 3, 5, 7, 11, 13, 17, 19}; static const char *const msg[2] = {"no", "yes"}; const struct { int a; const int *p; } k = {4, table + 2}; int main(void) { int s = 0; for (int i = 0; i < 8; i++) s += table[i]; return s + msg[1][0] - 'x' + k.a + *k.p; }
