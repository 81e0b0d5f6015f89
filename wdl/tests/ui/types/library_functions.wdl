int printf(const char *format, ...);
void *malloc(unsigned long n);
op{open} pre {
    char *p = malloc(8);
    printf("%d\n", 3);
    puts("no");
    __builtin_return_address(0);
    *p = 0;
}
