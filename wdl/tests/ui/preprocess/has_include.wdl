#if __has_include(stddef)
#elif __has_include
#elif __has_attribute(1)
#elif __has_builtin(
#endif
int a;
