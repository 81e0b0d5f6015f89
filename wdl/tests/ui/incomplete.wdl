struct unknown;
struct unknown x;
int f(void) { return sizeof(struct unknown); }
int a[];
