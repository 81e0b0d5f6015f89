// expect: 0
#include <inttypes.h>
#include <stddef.h>
#if __has_include(<stdckdint.h>)
#include <stdckdint.h>
#else
#define ckd_add(result, a, b) __builtin_add_overflow(a, b, result)
#define ckd_sub(result, a, b) __builtin_sub_overflow(a, b, result)
#define ckd_mul(result, a, b) __builtin_mul_overflow(a, b, result)
#endif
#ifndef unreachable
#define unreachable() __builtin_unreachable()
#endif
static int sign(int n) {
    switch (n < 0) {
    case 0: return 1;
    case 1: return -1;
    }
    unreachable();
}
int main(void) {
    int8_t small;
    uint32_t n;
    if (!ckd_add(&small, 100, 28) || small != -128 || ckd_sub(&small, 100, 28) || small != 72) return 1;
    if (!ckd_mul(&n, 65536, 65537) || n != 65536 || imaxabs(-5) != 5) return 2;
    if (sizeof(PRIu64) != sizeof "lu" || PRIx32[0] != 'x') return 3;
    return sign(-3) + sign(4);
}
