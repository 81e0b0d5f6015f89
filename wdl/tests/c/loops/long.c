// expect: 0
/* Loops that count with long, to its limits and beyond. */
int main(void) {
    int n = 0;
    for (long i = 9223372036854775804l; i <= 9223372036854775807l && n < 10; i++) { n++; if (i == 9223372036854775807l) break; }
    if (n != 4) return 1;
    long i = (-9223372036854775803l);
    n = 0;
    while (i-- > (-9223372036854775807l)) n++;
    if (n != 4 || i != (-9223372036854775807l - 1)) return 2;
    n = 0;
    do n++; while (++i != (-9223372036854775802l));
    if (n != 6) return 3;
    i = 9223372036854775807l;
    i += 3;
    if (i != (-9223372036854775806l)) return 4;
    n = 0;
    for (i = 100; i; i /= 3) n = n * 2 + (i & 1);
    if (n != 15) return 5;
    return 0;
}
