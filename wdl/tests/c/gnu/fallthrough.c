// expect: 36
#include <stddef.h>
struct s { int a; struct { char b, c; } d[3]; };
_Static_assert(__builtin_offsetof(struct s, d->c) == offsetof(struct s, d[0].c), "");
#define fallthrough __attribute__((__fallthrough__))
static int f(int n) {
    int r = 0;
    for (_Static_assert(1, ""); r < 1; r++) ;
    switch (n) {
    case 1:
        if (n) r += 1; else fallthrough;
        if (n == 2) fallthrough;
        r += 2;
        fallthrough;
    case 2:
        while (r < 0) __attribute__((__fallthrough__)) __attribute__((__fallthrough__));
        r += 4;
        break;
    default:
        for (;;) { r += '\E'; break; }
    }
    return r;
}
int main(void) { return f(1) + f(3); }
