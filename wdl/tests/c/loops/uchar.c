// expect: 0
/* Loops that count with unsigned char, to its limits and beyond. */
int main(void) {
    int n = 0;
    for (unsigned char i = 252; i <= 255 && n < 10; i++) { n++; if (i == 255) break; }
    if (n != 4) return 1;
    unsigned char i = 5;
    n = 0;
    while (i-- > 1) n++;
    if (n != 4 || i != 0) return 2;
    n = 0;
    do n++; while (++i != 6);
    if (n != 6) return 3;
    i = 255;
    i += 3;
    if (i != 2) return 4;
    n = 0;
    for (i = 100; i; i /= 3) n = n * 2 + (i & 1);
    if (n != 15) return 5;
    return 0;
}
