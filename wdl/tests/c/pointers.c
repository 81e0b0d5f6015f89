// expect: 133
int x = 4; void set(int *p, int v) { *p = v; }
int main(void) { int y = 1, *p = &y, **q = &p; **q += 5; set(&x, y * 2); set(*q, 3); *&x += 1; p = &x; return *p * 10 + y; }
