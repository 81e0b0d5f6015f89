// expect: 14
#define HDR <stdint.h>
#include HDR
#define STR(x) #x
#define H2(x) STR(x.h)
#include H2(stddef)
#define LIM <limits
#include LIM.h>
#pragma once_upon a time
#pragma GCC diagnostic ignored "-Wall"
#pragma STDC FP_CONTRACT OFF
_Pragma("GCC diagnostic push") int x _Pragma("foo") = 4;
#define P(x) _Pragma(#x) x
int P(y) = 5;
int main(void) { int32_t a = INT_MAX; size_t b = 3; _Pragma("unroll") for (int i = 0; i < 2; i++) b += i; return x + y + (a > 0) + b; }