// expect: 0
/* _Bool with signed char: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(_Bool, 0, +, signed char, -1, (-1));
FOLDED(_Bool, 0, +, signed char, -10, (-10));
FOLDED(_Bool, 0, +, signed char, 42, 42);
FOLDED(_Bool, 1, +, signed char, 1, 2);
FOLDED(_Bool, 1, +, signed char, 7, 8);
FOLDED(_Bool, 1, +, signed char, -128, (-127));
FOLDED(_Bool, 0, *, signed char, -1, 0);
FOLDED(_Bool, 0, *, signed char, -10, 0);
FOLDED(_Bool, 0, *, signed char, 42, 0);
FOLDED(_Bool, 1, *, signed char, 1, 1);
FOLDED(_Bool, 1, *, signed char, 7, 7);
FOLDED(_Bool, 1, *, signed char, -128, (-128));
FOLDED(_Bool, 0, <, signed char, -1, 0);
FOLDED(_Bool, 0, <, signed char, -10, 0);
FOLDED(_Bool, 0, <, signed char, 42, 1);
FOLDED(_Bool, 1, <, signed char, 1, 0);
FOLDED(_Bool, 1, <, signed char, 7, 1);
FOLDED(_Bool, 1, <, signed char, -128, 0);
FOLDED(_Bool, 0, /, signed char, 2, 0);
FOLDED(_Bool, 0, /, signed char, 127, 0);
FOLDED(_Bool, 1, /, signed char, 2, 0);
FOLDED(_Bool, 1, /, signed char, 127, 0);
TABLE(0, _Bool, signed char, int) = {
    { 0, 0, 0 }, { 0, 1, 1 }, { 0, -1, (-1) }, { 0, 2, 2 }, { 0, 7, 7 }, { 0, -10, (-10) },
    { 0, 127, 127 }, { 0, -128, (-128) }, { 0, 42, 42 }, { 1, 0, 1 }, { 1, 1, 2 }, { 1, -1, 0 },
    { 1, 2, 3 }, { 1, 7, 8 }, { 1, -10, (-9) }, { 1, 127, 128 }, { 1, -128, (-127) }, { 1, 42, 43 },
};
TABLE(1, _Bool, signed char, int) = {
    { 0, 0, 0 }, { 0, 1, 0 }, { 0, -1, 0 }, { 0, 2, 0 }, { 0, 7, 0 }, { 0, -10, 0 }, { 0, 127, 0 },
    { 0, -128, 0 }, { 0, 42, 0 }, { 1, 0, 0 }, { 1, 1, 1 }, { 1, -1, (-1) }, { 1, 2, 2 },
    { 1, 7, 7 }, { 1, -10, (-10) }, { 1, 127, 127 }, { 1, -128, (-128) }, { 1, 42, 42 },
};
TABLE(2, _Bool, signed char, int) = {
    { 0, 0, 0 }, { 0, 1, 1 }, { 0, -1, 0 }, { 0, 2, 1 }, { 0, 7, 1 }, { 0, -10, 0 }, { 0, 127, 1 },
    { 0, -128, 0 }, { 0, 42, 1 }, { 1, 0, 0 }, { 1, 1, 0 }, { 1, -1, 0 }, { 1, 2, 1 }, { 1, 7, 1 },
    { 1, -10, 0 }, { 1, 127, 1 }, { 1, -128, 0 }, { 1, 42, 1 },
};
TABLE(3, _Bool, signed char, int) = {
    { 0, 1, 0 }, { 0, -1, 0 }, { 0, 2, 0 }, { 0, 7, 0 }, { 0, -10, 0 }, { 0, 127, 0 },
    { 0, -128, 0 }, { 0, 42, 0 }, { 1, 1, 1 }, { 1, -1, (-1) }, { 1, 2, 0 }, { 1, 7, 0 },
    { 1, -10, 0 }, { 1, 127, 0 }, { 1, -128, 0 }, { 1, 42, 0 },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
