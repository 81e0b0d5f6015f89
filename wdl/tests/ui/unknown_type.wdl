uint33_t x;
unit8_t y;
int f(size t) { return 0; }
int g(void) { strng s; return 0; }
struct t { foo *p; };
