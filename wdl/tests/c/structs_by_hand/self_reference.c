// expect: 0
struct node { int v; struct node *next, *prev; };
struct tree { struct tree *kid[2]; int key; };
static struct node pool[5];
static struct tree t[3] = { { { &t[1], &t[2] }, 5 }, { { 0 }, 2 }, { { 0 }, 8 } };
static int sum(const struct tree *n) { return n ? n->key + sum(n->kid[0]) * 10 + sum(n->kid[1]) * 100 : 0; }
int main(void) {
    struct node *head = 0;
    for (int i = 0; i < 5; i++) { pool[i].v = i; pool[i].next = head; if (head) head->prev = &pool[i]; head = &pool[i]; }
    int n = 0;
    for (struct node *p = head; p; p = p->next) n = n * 10 + p->v;
    if (n != 43210) return 1;
    if (head->next->next->prev->prev != head || pool[0].prev->v != 1) return 2;
    struct node *m = head->next;
    m->prev->next = m->next; m->next->prev = m->prev;
    return head->next->v == 2 && sum(t) == 825 ? 0 : 3;
}
