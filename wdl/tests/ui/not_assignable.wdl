const int limit = 3;
int f(int a) { 3 = a; limit = 4; (a + 1)++; return &5; }
