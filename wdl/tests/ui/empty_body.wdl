int f(int a) { if (a); { a = 2; } while (a < 3); { a = 4; } return a; }
