// expect: 0
#include <limits.h>
#include <stdint.h>
#include <stddef.h>
#define SAME(a, b) (_Generic((a), __typeof__((b)): 1, default: 0) && (a) == (b))
#define MOST(t, u) SAME(t, (__typeof__(+(u)0))(u)~0ULL)
#define BOTH(name, type) (SAME(name##_MAX, (__typeof__(+(type)0))((1ULL << (sizeof(type) * 8 - 1)) - 1)) && SAME(name##_MIN, -name##_MAX - 1))
#if INT8_MIN != -128 || INT16_MIN != -32768 || INT32_MIN != -2147483648 || INT64_MIN != -9223372036854775807 - 1
#error exact
#endif
#if INT_LEAST8_MIN != -__INT_LEAST8_MAX__ - 1 || INT_LEAST16_MAX != __INT_LEAST16_MAX__ || UINT_LEAST32_MAX != __UINT_LEAST32_MAX__
#error least
#endif
#if INT_LEAST64_MAX != __INT_LEAST64_MAX__ || UINT_LEAST64_MAX != __UINT_LEAST64_MAX__ || UINT_LEAST8_MAX != 255
#error least
#endif
#if INT_FAST8_MAX != __INT_FAST8_MAX__ || INT_FAST16_MIN != -__INT_FAST16_MAX__ - 1 || UINT_FAST32_MAX != __UINT_FAST32_MAX__ || UINT_FAST8_MAX != 0xff
#error fast
#endif
#if SIG_ATOMIC_MAX != __SIG_ATOMIC_MAX__ || SIG_ATOMIC_MIN != __SIG_ATOMIC_MIN__ || WINT_MAX != 0xffffffff || WINT_MIN || WCHAR_MIN >= 0
#error others
#endif
#if SIZE_MAX != -1UL || PTRDIFF_MIN >= 0 || UINTMAX_C(18446744073709551615) != UINT64_MAX || UINTPTR_MAX <= INTPTR_MAX
#error pointers
#endif
#if __INT_FAST16_WIDTH__ != 64 || __INT_LEAST16_WIDTH__ != 16 || __SIG_ATOMIC_WIDTH__ != 32
#error widths
#endif
int main(void) {
    if (!BOTH(INT8, int8_t) || !BOTH(INT16, int16_t) || !BOTH(INT32, int32_t) || !BOTH(INT64, int64_t)) return 1;
    if (!BOTH(INT_LEAST8, int_least8_t) || !BOTH(INT_LEAST16, int_least16_t) || !BOTH(INT_LEAST64, int_least64_t)) return 2;
    if (!BOTH(INT_FAST8, int_fast8_t) || !BOTH(INT_FAST16, int_fast16_t) || !BOTH(INT_FAST32, int_fast32_t)) return 3;
    if (!MOST(UINT8_MAX, uint8_t) || !MOST(UINT16_MAX, uint16_t) || !MOST(UINT32_MAX, uint32_t) || !MOST(UINT64_MAX, uint64_t)) return 4;
    if (!MOST(UINT_LEAST8_MAX, uint_least8_t) || !MOST(UINT_FAST16_MAX, uint_fast16_t) || !MOST(SIZE_MAX, size_t)) return 5;
    if (!BOTH(INTPTR, intptr_t) || !BOTH(INTMAX, intmax_t) || !BOTH(PTRDIFF, ptrdiff_t) || !BOTH(WCHAR, wchar_t)) return 6;
    if (!BOTH(SCHAR, signed char) || !BOTH(SHRT, short) || !BOTH(INT, int) || !BOTH(LONG, long) || !BOTH(LLONG, long long)) return 7;
    if (!MOST(UCHAR_MAX, unsigned char) || !MOST(USHRT_MAX, unsigned short) || !MOST(ULLONG_MAX, unsigned long long)) return 8;
    return SAME(INT8_C(1), 1) && SAME(UINT32_C(1), 1u) && SAME(INT64_C(1), 1L) && SAME(UINTMAX_C(1), 1UL) ? 0 : 9;
}
