// expect: 0
/* Loops that count with short, to its limits and beyond. */
int main(void) {
    int n = 0;
    for (short i = 32764; i <= 32767 && n < 10; i++) { n++; if (i == 32767) break; }
    if (n != 4) return 1;
    short i = -32763;
    n = 0;
    while (i-- > -32767) n++;
    if (n != 4 || i != -32768) return 2;
    n = 0;
    do n++; while (++i != -32762);
    if (n != 6) return 3;
    i = 32767;
    i += 3;
    if (i != -32766) return 4;
    n = 0;
    for (i = 100; i; i /= 3) n = n * 2 + (i & 1);
    if (n != 15) return 5;
    return 0;
}
