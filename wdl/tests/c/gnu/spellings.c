// expect: 6
__extension__ typedef __signed__ char s8;
static __inline__ __attribute__((__always_inline__)) int f(__const int *__restrict p) { return *p; }
static __inline int g(__volatile__ int *p) { return *p; }
__volatile int v = 2;
int main(void) {
    __typeof__(v) a = 1;
    __typeof(a) b = 3;
    s8 c = (s8)255;
    if (c != -1 || __alignof__(long) != 8 || __alignof__(b) != 4 || __alignof(short) != 2) return 1;
    int (*pf)(const int *) = (int (__attribute__((noinline)) *)(const int *))f;
    if (pf(&a) != 1 || (__UINT_LEAST8_TYPE__)-1 != __UINT8_MAX__ || sizeof(__INT_FAST16_TYPE__) != 8) return 2;
    (void)__func__; (void)__FUNCTION__;
    return f(&a) + g(&b) + v;
}
