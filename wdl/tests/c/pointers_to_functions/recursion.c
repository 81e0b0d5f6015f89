// expect: 120
typedef struct self { int (*call)(struct self, int); } self;
static int step(self s, int n) { return n < 2 ? 1 : n * s.call(s, n - 1); }
int main(void) { self s = { step }; return s.call(s, 5); }
