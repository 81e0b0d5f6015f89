// expect: 0
/* Loops that count with unsigned long, to its limits and beyond. */
int main(void) {
    int n = 0;
    for (unsigned long i = 18446744073709551612ul; i <= 18446744073709551615ul && n < 10; i++) { n++; if (i == 18446744073709551615ul) break; }
    if (n != 4) return 1;
    unsigned long i = 5ul;
    n = 0;
    while (i-- > 1ul) n++;
    if (n != 4 || i != 0ul) return 2;
    n = 0;
    do n++; while (++i != 6ul);
    if (n != 6) return 3;
    i = 18446744073709551615ul;
    i += 3;
    if (i != 2ul) return 4;
    n = 0;
    for (i = 100; i; i /= 3) n = n * 2 + (i & 1);
    if (n != 15) return 5;
    return 0;
}
