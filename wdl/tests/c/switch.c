// expect: 131
int f(int x) { switch (x) { case 1: return 10; case 2: x += 5; case 3: x++; break; case -4: return 7; default: return 99; case 100: x = 3; } return x; }
int main(void) { return f(1) + f(2) + f(3) + f(-4) + f(100) + f(5); }
