// expect: 31
struct shape { int w, h; int (*area)(const struct shape *); void (*grow)(struct shape *, int); };
static int rect(const struct shape *s) { return s->w * s->h; }
static int tri(const struct shape *s) { return s->w * s->h / 2; }
static void grow(struct shape *s, int n) { s->w += n; s->h += n; }
static void stay(struct shape *s, int n) { (void)s; (void)n; }
static struct shape all[] = {
    { 2, 3, rect, grow },
    { 4, 5, .grow = stay, .area = tri },
};

int main(void) {
    struct shape local = { 1, 1, rect, grow };
    int sum = 0;
    for (unsigned i = 0; i < 2; i++) {
        all[i].grow(&all[i], 1);
        sum += all[i].area(all + i);
    }
    if (sum != 12 + 10) return sum;
    local.grow(&local, 2);
    struct shape copy = local;
    return sum + copy.area(&copy);
}
