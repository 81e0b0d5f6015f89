// expect: 9
// 1023 labels of one switch may stand in a row (C17 5.2.4.1).
#define TEN(n) case n##0: case n##1: case n##2: case n##3: case n##4: case n##5: case n##6: case n##7: case n##8: case n##9:
#define HUNDRED(n) TEN(n##0) TEN(n##1) TEN(n##2) TEN(n##3) TEN(n##4) TEN(n##5) TEN(n##6) TEN(n##7) TEN(n##8) TEN(n##9)
static int f(int n) {
    switch (n) {
    HUNDRED(1) HUNDRED(2) HUNDRED(3) HUNDRED(4) HUNDRED(5) HUNDRED(6) first: HUNDRED(7) second: HUNDRED(8) HUNDRED(9) TEN(100) TEN(101) TEN(102)
        n += 1;
        break;
    case 1: case 2: default: third: n = 2;
    }
    if (n < 0) goto first; else if (n == -1) goto second; else if (n == 7) goto third;
    return n;
}
static int g(int n) {
    int r = ({ switch (n) case 1: case 2: if (n) case 3: case 4: n += 10; one: two: n; });
    if (r == 99) goto out;
    switch (n) { case 11: case 12: n++; case 13: case 14: ; }
    out: last:
    return n;
}
int main(void) { return (f(1021) == 1022) + (f(555) == 556) + (f(3) == 2) + (f(1030) == 2) + (f(2) == 2) + (g(1) == 12) + (g(3) == 14 - 1) + (g(0) == 0) + (g(5) == 5); }
