#if 1
#endif A
