// expect: 0
/* Loops that count with unsigned int, to its limits and beyond. */
int main(void) {
    int n = 0;
    for (unsigned int i = 4294967292u; i <= 4294967295u && n < 10; i++) { n++; if (i == 4294967295u) break; }
    if (n != 4) return 1;
    unsigned int i = 5u;
    n = 0;
    while (i-- > 1u) n++;
    if (n != 4 || i != 0u) return 2;
    n = 0;
    do n++; while (++i != 6u);
    if (n != 6) return 3;
    i = 4294967295u;
    i += 3;
    if (i != 2u) return 4;
    n = 0;
    for (i = 100; i; i /= 3) n = n * 2 + (i & 1);
    if (n != 15) return 5;
    return 0;
}
