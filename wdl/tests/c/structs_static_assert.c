// expect: 3
struct s { int a; _Static_assert(sizeof(int) == 4, "int"); char b; };
int main(void) { struct s s = { 1, 2 }; return s.a + s.b; }
