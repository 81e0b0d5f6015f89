int;
int *;
struct { int a; int; };
int int x;
int f(int, 3);
