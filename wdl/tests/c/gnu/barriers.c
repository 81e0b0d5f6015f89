// expect: 12
/* An empty template is a barrier; an input may share an output's place. */
int main(void) {
    int x = 5, y;
    asm volatile ("" : : : "memory");
    __asm__ __volatile__ ("" : "+r" (x));
    asm ("" : "=r" (y) : "0" (x + 2));
    asm ("" : : "r" (y++));
    asm (""::"r" (x));
    int *p = &x;
    asm ("" : "+r" (*p++));
    if (p != &x + 1) return 1;
    return y + x - 1;
}
