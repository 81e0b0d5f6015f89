typedef int *P, F(void);
restrict P a;
int restrict b;
F *restrict c;
int f(P restrict d, int *__restrict e) { return *d + *e; }
