// expect: 26
// The length of an array parameter is evaluated on the way in, if it does something.
static int f(int n, int a[n++], int m, int b[m += n]) { return n * 10 + m + a[0] + b[0]; }

int main(void) {
    int one[1] = {1}, two[1] = {2};

    return f(1, one, 1, two);
}
