// expect: 16
struct t { int a; }; int main(void) { struct t x = {1}; { struct t { char c[9]; } y; x.a += sizeof y; struct t *p = &y; p->c[8] = 2; x.a += y.c[8]; } return x.a + sizeof(struct t); }
