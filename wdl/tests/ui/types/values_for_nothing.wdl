struct none { };
struct none a[] = { 0, { }, 1 };
int b[][0] = { 1, 2 };
struct { struct none c[3]; int d; } e = { 1, 2 };
