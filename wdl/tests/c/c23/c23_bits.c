// expect: 192
#include <stddef.h>
#ifndef __wdl__
#define HOSTED 1
#endif
static int f([[maybe_unused]] int, int b) { return b; }
enum { A = 0b1010'1010, B = 1'000'000 };
_Static_assert(A == 170); _Static_assert(B == 1000000, "");
struct s { int a, b; }; 
#if __has_include(<stdint.h>) && !__has_include("nonexistent.h")
#define HI 1
#endif
#ifdef NOPE
#elifdef HI
#define HJ 2
#elifndef HI
#define HJ 3
#endif
#warning a warning
int g() { return 4; }
int main(void) { struct s s = {}; int arr[3] = {}; int x = 5; [[maybe_unused]] int y; lab: int z = 3; switch (x) { case 5: int w = 2; x += w; [[fallthrough]]; default: } 
 if (x) { goto l2; l2: } typeof(x) t = 4; return f(1, 2) + A + s.a + s.b + arr[2] + HJ + g() + z + x + t; }