// expect: 48
int main(void) { int i = 3, s = 0; goto middle; while (i < 10) { s += 1; middle: s += i; i++; } return s; }
