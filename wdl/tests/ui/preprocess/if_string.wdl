#if "x"
#endif
