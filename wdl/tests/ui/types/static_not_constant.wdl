int g(void);
static int a = g();
