// expect: 55
struct point { int x, y; }; struct rect { struct point a, b; char tag; }; int area(const struct rect *r) { return (r->b.x - r->a.x) * (r->b.y - r->a.y); }
int main(void) { struct rect r; r.a.x = 1; r.a.y = 2; r.b = (struct point){6, 9}; r.tag = 't'; struct rect s = r; s.b.x++; struct rect *p = &s; p->a = p->b; p->a.x -= 3; return area(&r) + area(p) + s.tag - r.tag + sizeof(struct rect); }
