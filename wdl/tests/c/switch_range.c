// expect: 65
int f(int c) { switch (c) { case '0' ... '9': return 1; case 'a' ... 'z': case 'A' ... 'Z': return 2; case -10 ... -1: return 3; } return 0; }
int main(void) { return f('5') + f('q') * 4 + f('Q') * 4 + f(-5) * 16 + f(' ') + f('/') + f(':'); }
