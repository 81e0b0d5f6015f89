// expect: 39
struct s { int k; union { struct { char a, b; }; short ab; }; struct { int z; }; }; int main(void) { struct s s = {1, {{2, 3}}, {4}}; s.b++; struct s *p = &s; return s.k + p->a + p->b * 4 + p->z + (s.ab >> 8) + sizeof(struct s); }
