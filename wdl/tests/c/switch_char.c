// expect: 68
int f(signed char c) { switch (c) { case -1: return 4; case 255: return 8; case 'x': { int k = 3; return k; } } return 1; }
int main(void) { return f(255) * 16 + f('x') + f(0); }
