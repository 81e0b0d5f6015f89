int g(long a) { return a > 0; }
int (*p)(int) = g;
