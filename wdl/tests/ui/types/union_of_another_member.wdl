struct t { int b; };
const union { long l; struct t t; struct { int p; struct t t; } s; } v = { .l = 0x500000007 };
struct t x = v.s.t;
struct { struct t x; int y; } z = { v.t };
const struct { char s[8]; } q = { .s = "abcdef", .s[2] = 'Z' };
int c = *(const int *)q.s;
const long whole = 0x500000007;
struct { struct t x; int y; } part = { *(const struct t *)&whole };
