// expect: 12
/* An empty template is a barrier; an input may share an output's place. */
int main(void) {
    int x = 5, y;
    asm volatile ("" : : : "memory");
    __asm__ __volatile__ ("" : "+r" (x));
    asm ("" : "=r" (y) : "0" (x + 2));
    asm ("" : : "r" (y++));
    return y + x - 1;
}
