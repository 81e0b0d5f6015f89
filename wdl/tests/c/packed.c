// expect: 65
struct __attribute__((packed)) p { char a; int b; short c; }; struct q { char c; struct p p[2]; int x; } __attribute__((aligned(16))); int main(void) { struct p v = {1, 0x01020304, 5}; struct p *r = &v; r->b += 1; return sizeof(struct p) + sizeof(struct q) + r->b % 256 + v.c + _Alignof(struct q); }
