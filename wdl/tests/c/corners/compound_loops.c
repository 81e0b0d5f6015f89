// expect: 116
struct p { int x, y; };
int use(struct p *p) { return p->x * 10 + p->y++; }
int *gp = (int[]){ 4, 5, 6 };
static struct p *gs = &(struct p){ 7, 8 };
int main(void) {
    int r = 0; int *keep[3];
    for (int i = 0; i < 3; i++) { r += use(&(struct p){ i, 2 * i }); int *q = (int[2]){ i, i + 1 }; q[0] += 5; r += q[0] * q[1]; }
    for (int i = 0; i < 3; i++) { struct p *a = &(struct p){ .y = i }; a->x += 3; a->y += 1; r = r * 2 + a->x + a->y; }
    int k = 0; struct p *old = 0;
again:; struct p *now = &(struct p){ k, k }; if (k++ < 1) { old = now; goto again; } r += old == now;
    r += (int){ 5 } + ((struct p){ 1, 2 }).y + sizeof (int[]){ 1, 2, 3 } + (char[]){ "xyz" }[1] + *&(int){ 3 } + gp[1] + gs->y + ++(int){ 4 };
    r += ((const char *[]){ "a", "b" })[1][0];
    return r & 255;
}