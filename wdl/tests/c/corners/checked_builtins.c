// expect: 193
#include <stdint.h>
int main(void) { int32_t o; return __builtin_ssubll_overflow(5, 9, &(long long){ 0 }) + __builtin_smul_overflow(1 << 20, 1 << 20, &o) * 2 + __builtin_clzll(1) + __builtin_ctzl(0x100) + __builtin_popcountll(-1) + __builtin_ffsl(0) + __builtin_clrsb(0) + __builtin_bswap64(1ull << 56) + __builtin_parityl(3) + __builtin_clz(255u); }