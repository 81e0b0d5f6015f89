struct s { int a };
union { int : 3 x; };
struct { int b
int y;
