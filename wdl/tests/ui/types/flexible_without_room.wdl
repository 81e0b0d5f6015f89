struct s { int n; char text[]; };
struct t { int m; struct s last; };
struct s a = { 2, "there is room" };
struct t b = { 1, { 2, "here too" } };
struct s c[2] = { { 1, "not here" } };
int f(void) {
    static struct s d = { .text[3] = 1 };
    struct s e = { 2, "nor here" }, g = { .text[3] = 1 }, h = { 3 };
    return (struct s){ 2, { 1 } }.n + d.n + e.n + g.n + h.n;
}
union u { struct s small; char all[32]; };
union u k = { { 1, "here as well" } };
struct { struct s first; int behind; } l = { { 1, "but not here" }, 2 };
