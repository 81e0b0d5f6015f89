// expect: 17
enum fwd; enum u; typedef enum u *pu; struct n { enum u *p; };
enum u { U1 = 5, U2 = 4000000000 };
int main(void) { enum fwd; enum u x = U1; pu p = &x; struct n n = {p}; { enum fwd { F = 3 }; x += (enum fwd)F; } enum fwd { G = 1 } g = G; return *n.p + *p + g; }
