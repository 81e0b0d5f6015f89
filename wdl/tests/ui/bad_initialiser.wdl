int a[2] = { 1, 2, 3 };
struct s { int x; } v = { .y = 1 };
char t[2] = "long";
int b[2] = { [5] = 1 };
