// expect: 199
#include <stddef.h>
#include <stdint.h>
static inline int f(const int *restrict p, volatile int *const q) { return *p + *q; }
extern inline int ei(int x) { return x; }
inline static _Noreturn void never(void) { for (;;); }
_Alignas(16) char al[3]; _Alignas(long) _Alignas(2) char al2; struct s { char c; _Alignas(8) char d; _Alignas(0) short e; };
_Static_assert(sizeof(struct s) == 16, "size"); _Static_assert(_Alignof(struct s) == 8);
int const volatile unsigned long long_ = 3; long const unsigned int long l2 = 4; 
const struct { int a; const int b[2]; } cs = { 1, { 2, 3 } };
typedef const int CI; typedef CI *PCI; 
int after(int) __attribute__((const, nothrow)); int after(int x) { return x; }
__attribute__((unused)) static int un = 3; [[maybe_unused]] static int mu = 4; [[gnu::noinline, nodiscard("x")]] int nd(void) { return 5; }
struct __attribute__((packed, aligned(2))) pk { char a; int b; short c; }; struct pk2 { char a; int b __attribute__((packed)); };
int main(void) { int x = 1; volatile int y = 2; register int z = 3; auto int w = 4; PCI pc = &x; extern int un2; static _Thread_local int tl = 6; const char *const *volatile s = (const char *const[]){ "a" };
 if (x > 5) never(); switch (x) { case 1: x = 2; __attribute__((fallthrough)); case 2: x++; [[fallthrough]]; default: x++; }
 return f(&x, &y) + ei(2) + ((uintptr_t)al % 16) + ((uintptr_t)&al2 % 8) + offsetof(struct s, d) + offsetof(struct s, e) + long_ + l2 + cs.b[1] + *pc + after(4) + mu + un + nd() + sizeof(struct pk) + sizeof(struct pk2) + _Alignof(struct pk) + z + w + tl + s[0][0] + un2 + __alignof__(al); }
int un2 = 2;