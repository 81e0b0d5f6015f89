// expect: 0
struct p { char tag; int v[2]; } list[3] = { { 'a', { 1, 2 } }, { 'b' }, { .v = { [1] = 9 }, .tag = 'c' } };
int main(void) {
    if (list[1].v[0] || list[2].v[1] != 9 || sizeof list != 36) return 1;
    struct p *q = list;
    if ((++q)->tag != 'b' || q++->v[1] || q->tag != 'c') return 2;
    q[-2] = *q;
    if (list[0].tag != 'c' || list[0].v[0]) return 3;
    return q - list == 2 && &list[2].v[0] == q->v ? 0 : 4;
}
