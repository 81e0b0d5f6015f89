extern int a;
static int a;
static int b;
int b = 1;
int f(void);
static int f(void) { return 0; }
static int g(void);
int g(void) { return 1; }
int h(void) { extern int c = 1; static int k(void); return c; }
register int r;
