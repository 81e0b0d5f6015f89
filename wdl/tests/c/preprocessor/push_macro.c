// expect: 77
// Macros that are put aside and come back.
#define A 1
#define F(x) (x + 1)
#pragma push_macro("A")
#undef A
#define A 20
#pragma push_macro("A")
#undef A
#pragma push_macro("B")
#define B 1000
#pragma push_macro("F")
#undef F
#define F(x, y) (x * y)
enum { first = F(3, 4) };
#pragma pop_macro("F")
#pragma pop_macro("B")
#ifdef B
#error it was not defined
#endif
#ifdef A
#error it is not defined
#endif
#pragma pop_macro("A")
enum { second = A };
#pragma pop_macro("A")
enum { third = A };
#pragma pop_macro("A")

int main(void) { return first + second + third + F(A) + F(41); }
