long f(int *a, long *b) { return a - b; }
