// expect: 0
/* Loops that count with int, to its limits and beyond. */
int main(void) {
    int n = 0;
    for (int i = 2147483644; i <= 2147483647 && n < 10; i++) { n++; if (i == 2147483647) break; }
    if (n != 4) return 1;
    int i = (-2147483643);
    n = 0;
    while (i-- > (-2147483647)) n++;
    if (n != 4 || i != (-2147483647 - 1)) return 2;
    n = 0;
    do n++; while (++i != (-2147483642));
    if (n != 6) return 3;
    i = 2147483647;
    i += 3;
    if (i != (-2147483646)) return 4;
    n = 0;
    for (i = 100; i; i /= 3) n = n * 2 + (i & 1);
    if (n != 15) return 5;
    return 0;
}
