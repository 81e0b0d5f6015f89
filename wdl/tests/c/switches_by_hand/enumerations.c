// expect: 0
enum e { A = -2, B, C = 10, D };
static int f(enum e e) { switch (e) { case A: return 1; case B: return 2; case C: return 3; case D: return 4; } return 5; }
int main(void) { return f(-2) * 10000 + f(-1) * 1000 + f(10) * 100 + f(11) * 10 + f(0) == 12345 ? 0 : 1; }
