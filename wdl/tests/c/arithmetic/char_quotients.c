// expect: 0
/* Quotients and remainders of signed char. */
#include "../table.h"

FOLDED(signed char, 2, /, signed char, 1, 2);
FOLDED(signed char, 127, /, signed char, 127, 1);
FOLDED(signed char, 42, /, signed char, 42, 1);
FOLDED(signed char, 2, %, signed char, 1, 0);
FOLDED(signed char, 127, %, signed char, 127, 0);
FOLDED(signed char, 42, %, signed char, 42, 0);
TABLE(0, signed char, signed char, int) = {
    { 0, 7, 0 }, { 0, 42, 0 }, { 1, 2, 0 }, { 1, -128, 0 }, { -1, -1, 1 }, { -1, 127, 0 },
    { 2, 1, 2 }, { 2, -10, 0 }, { 7, 7, 1 }, { 7, 42, 0 }, { -10, 2, (-5) }, { -10, -128, 0 },
    { 127, -1, (-127) }, { 127, 127, 1 }, { -128, 1, (-128) }, { -128, -10, 12 }, { 42, 7, 6 },
    { 42, 42, 1 },
};
TABLE(1, signed char, signed char, int) = {
    { 0, 7, 0 }, { 0, 42, 0 }, { 1, 2, 1 }, { 1, -128, 1 }, { -1, -1, 0 }, { -1, 127, (-1) },
    { 2, 1, 0 }, { 2, -10, 2 }, { 7, 7, 0 }, { 7, 42, 7 }, { -10, 2, 0 }, { -10, -128, (-10) },
    { 127, -1, 0 }, { 127, 127, 0 }, { -128, 1, 0 }, { -128, -10, (-8) }, { 42, 7, 0 },
    { 42, 42, 0 },
};

int main(void) {
    CHECK(0, /, 4);
    CHECK(1, %, 4);
    return 0;
}
