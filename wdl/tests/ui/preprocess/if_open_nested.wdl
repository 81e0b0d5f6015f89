#if 1
#ifdef A
#endif
int a;
