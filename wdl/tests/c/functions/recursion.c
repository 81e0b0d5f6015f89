// expect: 0
static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
static int odd(unsigned n);
static int even(unsigned n) { return n ? odd(n - 1) : 1; }
static int odd(unsigned n) { return n ? even(n - 1) : 0; }
static unsigned long gcd(unsigned long a, unsigned long b) { return b ? gcd(b, a % b) : a; }
static int moves;
static void hanoi(int n, int from, int to, int by) { if (n) { hanoi(n - 1, from, by, to); moves += from * to; hanoi(n - 1, by, to, from); } }
static int depth(int n, int *p) { int here = n; return n ? depth(n - 1, &here) + (*p == n + 1) : *p; }
int main(void) {
    if (fib(15) != 610 || !even(100) || odd(64) || gcd(1071, 462) != 21) return 1;
    hanoi(6, 1, 3, 2);
    int start = 51;
    return moves == 231 && depth(50, &start) == 51 ? 0 : 2;
}
