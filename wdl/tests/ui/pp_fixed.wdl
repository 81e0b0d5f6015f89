#define defined 1
#undef __FILE__
