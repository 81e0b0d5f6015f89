// expect: 3
/* What gcc knows without a header. */
int main(void) {
    char b[8];
    __builtin_memset(b, 0, 8);
    __builtin_memcpy(b, "abc", 3);
    if (__builtin_expect(__builtin_strlen(b) != 3, 0)) __builtin_abort();
    if (__builtin_strcmp(b, "abc")) __builtin_trap();
    return __builtin_strchr(b, 'c') - b + 1;
}
