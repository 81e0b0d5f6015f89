// expect: 12
/* What C23 reserves, as programs of before use it. */
typedef enum { false, true } bool;
static int nullptr = 4;
static int alignas(int constexpr) { return constexpr + 1; }
int main(void) {
    bool thread_local = true;
    int alignof = 3, static_asserts = 1, typeof_unqual = 0;
    return thread_local + nullptr + alignas(2) + alignof + static_asserts + typeof_unqual + false;
}
