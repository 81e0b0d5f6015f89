#define
#define 3 4
#ifdef
#endif
#undef "x"
