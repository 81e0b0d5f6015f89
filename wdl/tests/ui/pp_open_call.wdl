#define twice(a) ((a) + (a))
int x = twice(1;
