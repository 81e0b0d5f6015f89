// expect: 92
// What is expected of a value is computed too, whatever it is.
#define likely(x) __builtin_expect(!!(x), 1)
static int calls;
static int called(int v) {
    calls++;
    return v;
}
_Static_assert(__builtin_expect(3, 1) == 3 && sizeof(__builtin_expect(1, 1)) == 8, "long");
static long constant = __builtin_expect(40, 0);

int main(void) {
    int r = 0, n = 10;
    if (likely(n == 10) && !likely(n == 11))
        r++;
    if (__builtin_expect(n ? called(0) : 1, n++))
        r += 100;
    r += n + calls;
    r += __builtin_expect(called(7), called(5)) + calls;
    r += __builtin_expect_with_probability(n -= 3, 1, 0.9);
    r += __builtin_expect((char)300, 1) == 44;
    return r + constant + (__builtin_expect(-1, 0) < 0) * 20;
}
