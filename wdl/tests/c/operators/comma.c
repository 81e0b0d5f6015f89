// expect: 0
static int n;
static int step(int k) { return n = n * 10 + k; }
int main(void) {
    int a = (step(1), step(2), 7);
    if (a != 7 || n != 12) return 1;
    int i, j;
    for (i = 0, j = 10; i < j; i++, j -= 2) ;
    if (i != 4 || j != 2) return 2;
    int v[] = { (1, 2), 3 };
    if (v[0] != 2 || sizeof v != 8) return 3;
    return (i++, j = i * 2), j == 10 && (n = 0, step(4), step(5)) == 45 ? 0 : 4;
}
