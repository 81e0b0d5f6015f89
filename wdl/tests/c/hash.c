// expect: 177
unsigned h(const char *s) { unsigned x = 2166136261u; while (*s) { x ^= (unsigned char)*s++; x *= 16777619u; } return x; } unsigned long g(const char *s) { unsigned long x = 0xcbf29ce484222325; for (; *s; s++) x = (x ^ *s) * 0x100000001b3; return x; } int main(void) { return (h("hello") ^ h("world") >> 7 ^ g("foobar") >> 13) & 255; }
