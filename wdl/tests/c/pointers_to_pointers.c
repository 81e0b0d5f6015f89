// expect: 26
int a = 1, b = 2; int *pp[2] = {&a, &b}; int **q = pp; void swap(int **x, int **y) { int *t = *x; *x = *y; *y = t; } int main(void) { swap(&pp[0], &pp[1]); *q[0] = 9; return a * 16 + b + (q[1] == &a); }
