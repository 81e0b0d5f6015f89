// expect: 0
/* Bit operations of signed char. */
#include "../table.h"

FOLDED(signed char, 2, &, signed char, 2, 2);
FOLDED(signed char, -10, &, signed char, 0, 0);
FOLDED(signed char, -128, &, signed char, -1, (-128));
FOLDED(signed char, 2, |, signed char, 2, 2);
FOLDED(signed char, -10, |, signed char, 0, (-10));
FOLDED(signed char, -128, |, signed char, -1, (-1));
FOLDED(signed char, 2, ^, signed char, 2, 0);
FOLDED(signed char, -10, ^, signed char, 0, (-10));
FOLDED(signed char, -128, ^, signed char, -1, 127);
TABLE(0, signed char, signed char, int) = {
    { 0, 0, 0 }, { 0, -10, 0 }, { 1, 1, 1 }, { 1, 127, 1 }, { -1, -1, (-1) }, { -1, -128, (-128) },
    { 2, 2, 2 }, { 2, 42, 2 }, { 7, 7, 7 }, { -10, 0, 0 }, { -10, -10, (-10) }, { 127, 1, 1 },
    { 127, 127, 127 }, { -128, -1, (-128) }, { -128, -128, (-128) }, { 42, 2, 2 }, { 42, 42, 42 },
};
TABLE(1, signed char, signed char, int) = {
    { 0, 0, 0 }, { 0, -10, (-10) }, { 1, 1, 1 }, { 1, 127, 127 }, { -1, -1, (-1) },
    { -1, -128, (-1) }, { 2, 2, 2 }, { 2, 42, 42 }, { 7, 7, 7 }, { -10, 0, (-10) },
    { -10, -10, (-10) }, { 127, 1, 127 }, { 127, 127, 127 }, { -128, -1, (-1) },
    { -128, -128, (-128) }, { 42, 2, 42 }, { 42, 42, 42 },
};
TABLE(2, signed char, signed char, int) = {
    { 0, 0, 0 }, { 0, -10, (-10) }, { 1, 1, 0 }, { 1, 127, 126 }, { -1, -1, 0 }, { -1, -128, 127 },
    { 2, 2, 0 }, { 2, 42, 40 }, { 7, 7, 0 }, { -10, 0, (-10) }, { -10, -10, 0 }, { 127, 1, 126 },
    { 127, 127, 0 }, { -128, -1, 127 }, { -128, -128, 0 }, { 42, 2, 40 }, { 42, 42, 0 },
};

int main(void) {
    CHECK(0, &, 4);
    CHECK(1, |, 4);
    CHECK(2, ^, 4);
    return 0;
}
