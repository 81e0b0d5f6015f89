unsigned unsigned x;
short long y;
struct s { int a; } int z;
unsigned void *p;
