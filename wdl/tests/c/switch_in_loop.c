// expect: 54
int main(void) { int s = 0; for (int i = 0; i < 12; i++) { switch (i % 4) { case 0: continue; case 1: s += 1; break; case 2: s += 10; default: s += 2; } s += 1; } return s; }
