// expect: 0
#include <limits.h>
#include <stdint.h>
#if BOOL_WIDTH != 1 || BOOL_MAX != 1 || CHAR_WIDTH != 8 || SCHAR_WIDTH != 8 || UCHAR_WIDTH != 8 || SHRT_WIDTH != 16 || USHRT_WIDTH != 16
#error small
#endif
#if INT_WIDTH != 32 || UINT_WIDTH != 32 || LONG_WIDTH != 64 || ULONG_WIDTH != 64 || LLONG_WIDTH != 64 || ULLONG_WIDTH != 64
#error large
#endif
#if INT8_WIDTH != 8 || UINT8_WIDTH != 8 || INT16_WIDTH != 16 || UINT16_WIDTH != 16 || INT32_WIDTH != 32 || UINT64_WIDTH != 64
#error exact
#endif
#if INT_LEAST16_WIDTH != 16 || UINT_LEAST32_WIDTH != 32 || INT_FAST8_WIDTH != 8 || INT_FAST16_WIDTH != 64 || UINT_FAST32_WIDTH != 64
#error least
#endif
#if INTPTR_WIDTH != 64 || UINTPTR_WIDTH != 64 || INTMAX_WIDTH != 64 || UINTMAX_WIDTH != 64 || PTRDIFF_WIDTH != 64 || SIZE_WIDTH != 64
#error pointers
#endif
int main(void) { return WCHAR_WIDTH + WINT_WIDTH + SIG_ATOMIC_WIDTH - 96; }
