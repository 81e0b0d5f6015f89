// expect: 0
/* Loops that count with signed char, to its limits and beyond. */
int main(void) {
    int n = 0;
    for (signed char i = 124; i <= 127 && n < 10; i++) { n++; if (i == 127) break; }
    if (n != 4) return 1;
    signed char i = -123;
    n = 0;
    while (i-- > -127) n++;
    if (n != 4 || i != -128) return 2;
    n = 0;
    do n++; while (++i != -122);
    if (n != 6) return 3;
    i = 127;
    i += 3;
    if (i != -126) return 4;
    n = 0;
    for (i = 100; i; i /= 3) n = n * 2 + (i & 1);
    if (n != 15) return 5;
    return 0;
}
