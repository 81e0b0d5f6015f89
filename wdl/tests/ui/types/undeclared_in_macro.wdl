#define LIMIT (maximum * 2)
int f(void) { int maximun = 3; return maximun + LIMIT; }
