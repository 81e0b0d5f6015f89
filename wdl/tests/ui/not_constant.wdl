int n = 3;
int a[n];
int f(int x) { switch (x) { case n: return 1; } return 0; }
enum { A = n };
