/* Macros that are there before any file is read: what gcc and clang predefine on these targets. */
#define __WSS__ 1
#define __STDC__ 1
#define __DATE__ "Jan  1 1970" /* objects do not depend on when they are made */
#define __TIME__ "00:00:00"
#define __TIMESTAMP__ "Thu Jan  1 00:00:00 1970"
#define __STDC_UTF_16__ 1
#define __STDC_UTF_32__ 1
#define __STDC_VERSION__ 201710L
#define __STDC_HOSTED__ 0
#define __STDC_NO_COMPLEX__ 1
#define __STDC_NO_THREADS__ 1
#define __STDC_NO_VLA__ 1
#define __x86_64__ 1
#define __x86_64 1
#define __amd64__ 1
#define __amd64 1
#define __unix__ 1
#define __unix 1
#define __LP64__ 1
#define _LP64 1
#define __CHAR_BIT__ 8
#define __SIZEOF_SHORT__ 2
#define __SIZEOF_INT__ 4
#define __SIZEOF_LONG__ 8
#define __SIZEOF_LONG_LONG__ 8
#define __SIZEOF_POINTER__ 8
#define __SIZEOF_SIZE_T__ 8
#define __SIZEOF_PTRDIFF_T__ 8
#define __SIZEOF_WCHAR_T__ 4
#define __SIZEOF_WINT_T__ 4
#define __SCHAR_WIDTH__ 8
#define __SHRT_WIDTH__ 16
#define __INT_WIDTH__ 32
#define __LONG_WIDTH__ 64
#define __LONG_LONG_WIDTH__ 64
#define __SIZE_WIDTH__ 64
#define __PTRDIFF_WIDTH__ 64
#define __INTPTR_WIDTH__ 64
#define __INTMAX_WIDTH__ 64
#define __WCHAR_WIDTH__ 32
#define __BIGGEST_ALIGNMENT__ 16
#define __FLOAT_WORD_ORDER__ __ORDER_LITTLE_ENDIAN__
#define __SCHAR_MAX__ 127
#define __SHRT_MAX__ 32767
#define __INT_MAX__ 2147483647
#define __LONG_MAX__ 9223372036854775807L
#define __LONG_LONG_MAX__ 9223372036854775807LL
#define __SIZE_MAX__ 18446744073709551615UL
#define __INTMAX_MAX__ 9223372036854775807L
#define __UINTMAX_MAX__ 18446744073709551615UL
#define __INT_LEAST8_MAX__ 127
#define __UINT_LEAST8_MAX__ 255
#define __INT_LEAST16_MAX__ 32767
#define __UINT_LEAST16_MAX__ 65535
#define __INT_LEAST32_MAX__ 2147483647
#define __UINT_LEAST32_MAX__ 4294967295U
#define __INT_LEAST64_MAX__ 9223372036854775807L
#define __UINT_LEAST64_MAX__ 18446744073709551615UL
#define __INT_FAST8_MAX__ 127
#define __UINT_FAST8_MAX__ 255
#define __INT_FAST16_MAX__ 9223372036854775807L
#define __UINT_FAST16_MAX__ 18446744073709551615UL
#define __INT_FAST32_MAX__ 9223372036854775807L
#define __UINT_FAST32_MAX__ 18446744073709551615UL
#define __INT_FAST64_MAX__ 9223372036854775807L
#define __UINT_FAST64_MAX__ 18446744073709551615UL
#define __INT_LEAST8_WIDTH__ 8
#define __INT_LEAST16_WIDTH__ 16
#define __INT_LEAST32_WIDTH__ 32
#define __INT_LEAST64_WIDTH__ 64
#define __INT_FAST8_WIDTH__ 8
#define __INT_FAST16_WIDTH__ 64
#define __INT_FAST32_WIDTH__ 64
#define __INT_FAST64_WIDTH__ 64
#define __SIG_ATOMIC_MAX__ 2147483647
#define __SIG_ATOMIC_MIN__ (-__SIG_ATOMIC_MAX__ - 1)
#define __SIG_ATOMIC_WIDTH__ 32
#define __WINT_WIDTH__ 32
#define __USER_LABEL_PREFIX__
#define __REGISTER_PREFIX__
#define __GCC_ATOMIC_BOOL_LOCK_FREE 2
#define __GCC_ATOMIC_CHAR_LOCK_FREE 2
#define __GCC_ATOMIC_CHAR16_T_LOCK_FREE 2
#define __GCC_ATOMIC_CHAR32_T_LOCK_FREE 2
#define __GCC_ATOMIC_WCHAR_T_LOCK_FREE 2
#define __GCC_ATOMIC_SHORT_LOCK_FREE 2
#define __GCC_ATOMIC_INT_LOCK_FREE 2
#define __GCC_ATOMIC_LONG_LOCK_FREE 2
#define __GCC_ATOMIC_LLONG_LOCK_FREE 2
#define __GCC_ATOMIC_POINTER_LOCK_FREE 2
#define __GCC_ATOMIC_TEST_AND_SET_TRUEVAL 1
#define __SIZE_TYPE__ unsigned long
#define __PTRDIFF_TYPE__ long
#define __WCHAR_TYPE__ int
#define __WINT_TYPE__ unsigned int
#define __CHAR16_TYPE__ unsigned short
#define __CHAR32_TYPE__ unsigned int
#define __SIG_ATOMIC_TYPE__ int
#define __INTMAX_TYPE__ long
#define __UINTMAX_TYPE__ unsigned long
#define __INTPTR_TYPE__ long
#define __UINTPTR_TYPE__ unsigned long
#define __INT8_TYPE__ signed char
#define __INT16_TYPE__ short
#define __INT32_TYPE__ int
#define __INT64_TYPE__ long
#define __UINT8_TYPE__ unsigned char
#define __UINT16_TYPE__ unsigned short
#define __UINT32_TYPE__ unsigned int
#define __UINT64_TYPE__ unsigned long
#define __ORDER_LITTLE_ENDIAN__ 1234
#define __ORDER_BIG_ENDIAN__ 4321
#define __ORDER_PDP_ENDIAN__ 3412
#define __BYTE_ORDER__ __ORDER_LITTLE_ENDIAN__
#define __builtin_abort abort
#define __builtin_exit exit
#define __builtin_memcpy memcpy
#define __builtin_memmove memmove
#define __builtin_mempcpy mempcpy
#define __builtin_memset memset
#define __builtin_memcmp memcmp
#define __builtin_memchr memchr
#define __builtin_strlen strlen
#define __builtin_strnlen strnlen
#define __builtin_strcmp strcmp
#define __builtin_strncmp strncmp
#define __builtin_strcpy strcpy
#define __builtin_stpcpy stpcpy
#define __builtin_strncpy strncpy
#define __builtin_strcat strcat
#define __builtin_strncat strncat
#define __builtin_strchr strchr
#define __builtin_strrchr strrchr
#define __builtin_strstr strstr
#define __builtin_strspn strspn
#define __builtin_strcspn strcspn
#define __builtin_strpbrk strpbrk
#define __builtin_index index
#define __builtin_rindex rindex
#define __builtin_bzero bzero
#define __builtin_bcopy bcopy
#define __builtin_bcmp bcmp
#define __builtin_abs abs
#define __builtin_labs labs
#define __builtin_llabs llabs
#define __builtin_isdigit isdigit
#define __builtin_toupper toupper
#define __builtin_tolower tolower
#define __builtin_popcount(v) __builtin_popcountl((unsigned int)(v))
#define __builtin_popcountll(v) __builtin_popcountl(v)
#define __builtin_parity(v) (__builtin_popcountl((unsigned int)(v)) & 1)
#define __builtin_parityl(v) (__builtin_popcountl(v) & 1)
#define __builtin_parityll(v) (__builtin_popcountl(v) & 1)
#define __builtin_clz(v) (__builtin_clzl((unsigned int)(v)) - 32)
#define __builtin_clzll(v) __builtin_clzl(v)
#define __builtin_ctz(v) __builtin_ctzl((unsigned int)(v))
#define __builtin_ctzll(v) __builtin_ctzl(v)
#define __builtin_ffs(v) __builtin_ffsl((int)(v))
#define __builtin_ffsll(v) __builtin_ffsl(v)
#define __builtin_clrsb(v) (__builtin_clrsbl((int)(v)) - 32)
#define __builtin_clrsbll(v) __builtin_clrsbl(v)
#define __builtin_expect_with_probability(value, likely, p) __builtin_expect(value, likely)
#define __builtin_assume_aligned(pointer, ...) ((void *)(pointer))
#define __builtin_object_size(pointer, kind) ((kind) < 2 ? -1UL : 0UL)
#define __builtin_LINE() __LINE__
#define __builtin_FILE() __FILE__
#define __builtin_FUNCTION() __func__
#define __builtin_add_overflow(a, b, to) __builtin_overflow(a, b, to, 0)
#define __builtin_add_overflow_p(a, b, like) __builtin_overflow(a, b, like, 4)
#define __builtin_sadd_overflow(a, b, to) __builtin_overflow((int)(a), (int)(b), (int *)(to), 0)
#define __builtin_saddl_overflow(a, b, to) __builtin_overflow((long)(a), (long)(b), (long *)(to), 0)
#define __builtin_saddll_overflow(a, b, to) __builtin_overflow((long long)(a), (long long)(b), (long long *)(to), 0)
#define __builtin_uadd_overflow(a, b, to) __builtin_overflow((unsigned int)(a), (unsigned int)(b), (unsigned int *)(to), 0)
#define __builtin_uaddl_overflow(a, b, to) __builtin_overflow((unsigned long)(a), (unsigned long)(b), (unsigned long *)(to), 0)
#define __builtin_uaddll_overflow(a, b, to) __builtin_overflow((unsigned long long)(a), (unsigned long long)(b), (unsigned long long *)(to), 0)
#define __builtin_sub_overflow(a, b, to) __builtin_overflow(a, b, to, 1)
#define __builtin_sub_overflow_p(a, b, like) __builtin_overflow(a, b, like, 5)
#define __builtin_ssub_overflow(a, b, to) __builtin_overflow((int)(a), (int)(b), (int *)(to), 1)
#define __builtin_ssubl_overflow(a, b, to) __builtin_overflow((long)(a), (long)(b), (long *)(to), 1)
#define __builtin_ssubll_overflow(a, b, to) __builtin_overflow((long long)(a), (long long)(b), (long long *)(to), 1)
#define __builtin_usub_overflow(a, b, to) __builtin_overflow((unsigned int)(a), (unsigned int)(b), (unsigned int *)(to), 1)
#define __builtin_usubl_overflow(a, b, to) __builtin_overflow((unsigned long)(a), (unsigned long)(b), (unsigned long *)(to), 1)
#define __builtin_usubll_overflow(a, b, to) __builtin_overflow((unsigned long long)(a), (unsigned long long)(b), (unsigned long long *)(to), 1)
#define __builtin_mul_overflow(a, b, to) __builtin_overflow(a, b, to, 2)
#define __builtin_mul_overflow_p(a, b, like) __builtin_overflow(a, b, like, 6)
#define __builtin_smul_overflow(a, b, to) __builtin_overflow((int)(a), (int)(b), (int *)(to), 2)
#define __builtin_smull_overflow(a, b, to) __builtin_overflow((long)(a), (long)(b), (long *)(to), 2)
#define __builtin_smulll_overflow(a, b, to) __builtin_overflow((long long)(a), (long long)(b), (long long *)(to), 2)
#define __builtin_umul_overflow(a, b, to) __builtin_overflow((unsigned int)(a), (unsigned int)(b), (unsigned int *)(to), 2)
#define __builtin_umull_overflow(a, b, to) __builtin_overflow((unsigned long)(a), (unsigned long)(b), (unsigned long *)(to), 2)
#define __builtin_umulll_overflow(a, b, to) __builtin_overflow((unsigned long long)(a), (unsigned long long)(b), (unsigned long long *)(to), 2)
#define __asm asm
#define __attribute __attribute__
#define __alignof __alignof__
#define __complex _Complex
#define __complex__ _Complex
#define __const__ const
#define __signed signed
#define __typeof typeof
#define __volatile volatile
#define __INT_LEAST8_TYPE__ signed char
#define __UINT_LEAST8_TYPE__ unsigned char
#define __INT_FAST8_TYPE__ signed char
#define __UINT_FAST8_TYPE__ unsigned char
#define __INT8_MAX__ 127
#define __UINT8_MAX__ 255
#define __INT_LEAST16_TYPE__ short
#define __UINT_LEAST16_TYPE__ unsigned short
#define __INT_FAST16_TYPE__ long
#define __UINT_FAST16_TYPE__ unsigned long
#define __INT16_MAX__ 32767
#define __UINT16_MAX__ 65535
#define __INT_LEAST32_TYPE__ int
#define __UINT_LEAST32_TYPE__ unsigned int
#define __INT_FAST32_TYPE__ long
#define __UINT_FAST32_TYPE__ unsigned long
#define __INT32_MAX__ 2147483647
#define __UINT32_MAX__ 4294967295U
#define __INT_LEAST64_TYPE__ long
#define __UINT_LEAST64_TYPE__ unsigned long
#define __INT_FAST64_TYPE__ long
#define __UINT_FAST64_TYPE__ unsigned long
#define __INT64_MAX__ 9223372036854775807L
#define __UINT64_MAX__ 18446744073709551615UL
#define __WCHAR_MAX__ 2147483647
#define __WCHAR_MIN__ (-__WCHAR_MAX__ - 1)
#define __WINT_MAX__ 4294967295U
#define __WINT_MIN__ 0U
#define __INT8_C(c) c
#define __INT16_C(c) c
#define __INT32_C(c) c
#define __INT64_C(c) c##L
#define __UINT8_C(c) c
#define __UINT16_C(c) c
#define __UINT32_C(c) c##U
#define __UINT64_C(c) c##UL
#define __INTMAX_C(c) c##L
#define __UINTMAX_C(c) c##UL
#define __PTRDIFF_MAX__ 9223372036854775807L
#define __INTPTR_MAX__ 9223372036854775807L
#define __UINTPTR_MAX__ 18446744073709551615UL
