// expect: 158
struct s { int n; char c; short data[]; };
struct z { int n; int data[0]; };
static struct s st = { 3, 'x', { 1, 2, 3 } };
union u { struct { long a; char tail[]; }; char raw[32]; };
int main(void) {
    char buf[64] __attribute__((aligned(8)));
    struct s *p = (struct s *)buf; p->n = 4; for (int i = 0; i < 4; i++) p->data[i] = i * i;
    union u v = { .raw = { [8] = 7, [9] = 8 } };
    return sizeof(struct s) * 10 + (int)((char *)p->data - buf) + p->data[3] + st.data[2] + sizeof(struct z) + v.tail[0] * v.tail[1];
}