// expect: 0
int v[5] = { 1, 2, 3, 4, 5 };
struct s { int a; struct { char c; int b; } in; } g = { 1, { 2, 3 } };
int *p = v + 2, *q = &v[4], *r = &g.in.b, **pp = &p;
char *text = "hello" + 1, *const end = "abc" + 3;
long distance = &v[4] - &v[1];
void *self = &self;
const char *names[] = { "one", "two", [4] = "five" };
int main(void) {
    if (*p != 3 || *q != 5 || *r != 3 || **pp != 3) return 1;
    if (*text != 'e' || *end || distance != 3) return 2;
    if (self != (void *)&self || names[1][2] != 'o' || names[2] || names[4][0] != 'f') return 3;
    return p[-1] == 2 && &p[2] == q ? 0 : 4;
}
