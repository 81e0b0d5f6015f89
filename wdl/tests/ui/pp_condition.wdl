#if 1 +
#endif
#if (1
#endif
#if defined
#endif
#if 1 / 0
#endif
#if "text"
#endif
#if 1 ? 2
#endif
#if 1 2
#endif
