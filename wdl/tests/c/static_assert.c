// expect: 3
_Static_assert(sizeof(int) == 4, "int"); struct s { int a; _Static_assert(1, "in"); }; int main(void) { _Static_assert(sizeof(struct s) == 4, "s"); return 3; }
