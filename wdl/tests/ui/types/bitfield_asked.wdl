struct s { int a : 3, b; } v;
int f(void) { return sizeof(v.a) + _Alignof(v.a) + sizeof(v.b); }
int g(void) { typeof(v.a) x = 1; return x + __builtin_offsetof(struct s, a) + sizeof(v.a + 0); }
