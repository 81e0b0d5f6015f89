// expect: 15
// `?:` binds more tightly than a comma and less than all else, and to the right.
#if 1 ? 2 : 3 , 0
#define A 100
#else
#define A 1
#endif
#if 0 , 1 ? 2 : 0
#define B 2
#else
#define B 100
#endif
#if (1 ? 0 , 3 : 0) && (1 || 0 ? 4 : 0) == 4 && (0 ? 1 : 0 ? 2 : 3) == 3 && (1 ? 1 ? 5 : 6 : 7) == 5
#define C 4
#else
#define C 100
#endif
#if (0 ? 1 / 0 : 2 - 1) && (1 ? 2 : 1 / 0) && 1 + 1 ? 1 : 0
#define D 8
#else
#define D 100
#endif
int main(void) { return A + B + C + D; }
