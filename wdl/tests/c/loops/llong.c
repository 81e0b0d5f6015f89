// expect: 0
/* Loops that count with long long, to its limits and beyond. */
int main(void) {
    int n = 0;
    for (long long i = 9223372036854775804ll; i <= 9223372036854775807ll && n < 10; i++) { n++; if (i == 9223372036854775807ll) break; }
    if (n != 4) return 1;
    long long i = (-9223372036854775803ll);
    n = 0;
    while (i-- > (-9223372036854775807ll)) n++;
    if (n != 4 || i != (-9223372036854775807ll - 1)) return 2;
    n = 0;
    do n++; while (++i != (-9223372036854775802ll));
    if (n != 6) return 3;
    i = 9223372036854775807ll;
    i += 3;
    if (i != (-9223372036854775806ll)) return 4;
    n = 0;
    for (i = 100; i; i /= 3) n = n * 2 + (i & 1);
    if (n != 15) return 5;
    return 0;
}
