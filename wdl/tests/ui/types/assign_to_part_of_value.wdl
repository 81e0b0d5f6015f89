struct s { int a; struct { int b; } in; };
struct s get(void) { return (struct s){ 1 }; }
int f(struct s x, struct s y) {
    get().in.b = 2;
    (x = y).a++;
    ((struct s){ 1 }).a = 3;
    return &get().a != 0;
}
