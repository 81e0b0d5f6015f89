#define CHECK(x) do { if (x) violation(; } while (0)
#define OUTER(y) CHECK(y == 1)
op{close} pre { OUTER($fd); }
