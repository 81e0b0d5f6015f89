// expect: 170
struct n { int v; struct n *next; } pool[32]; int used; struct n *push(struct n *h, int v) { struct n *x = &pool[used++]; x->v = v; x->next = h; return x; } struct n *rev(struct n *h) { struct n *r = 0; while (h) { struct n *t = h->next; h->next = r; r = h; h = t; } return r; }
int main(void) { struct n *h = 0; for (int i = 0; i < 20; i++) h = push(h, i * i); h = rev(h); int s = 0, k = 1; for (; h; h = h->next) s += h->v * k++; return s & 255; }
