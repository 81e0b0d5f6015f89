#define A 1
#undef A 1
