// expect: 0
/* Sums, differences and products of signed char. */
#include "../table.h"

FOLDED(signed char, 2, +, signed char, 2, 4);
FOLDED(signed char, -10, +, signed char, 0, (-10));
FOLDED(signed char, -128, +, signed char, -1, (-129));
FOLDED(signed char, 2, -, signed char, 2, 0);
FOLDED(signed char, -10, -, signed char, 0, (-10));
FOLDED(signed char, -128, -, signed char, -1, (-127));
FOLDED(signed char, 2, *, signed char, 2, 4);
FOLDED(signed char, -10, *, signed char, 0, 0);
FOLDED(signed char, -128, *, signed char, -1, 128);
TABLE(0, signed char, signed char, int) = {
    { 0, 0, 0 }, { 0, -10, (-10) }, { 1, 1, 2 }, { 1, 127, 128 }, { -1, -1, (-2) },
    { -1, -128, (-129) }, { 2, 2, 4 }, { 2, 42, 44 }, { 7, 7, 14 }, { -10, 0, (-10) },
    { -10, -10, (-20) }, { 127, 1, 128 }, { 127, 127, 254 }, { -128, -1, (-129) },
    { -128, -128, (-256) }, { 42, 2, 44 }, { 42, 42, 84 },
};
TABLE(1, signed char, signed char, int) = {
    { 0, 0, 0 }, { 0, -10, 10 }, { 1, 1, 0 }, { 1, 127, (-126) }, { -1, -1, 0 }, { -1, -128, 127 },
    { 2, 2, 0 }, { 2, 42, (-40) }, { 7, 7, 0 }, { -10, 0, (-10) }, { -10, -10, 0 }, { 127, 1, 126 },
    { 127, 127, 0 }, { -128, -1, (-127) }, { -128, -128, 0 }, { 42, 2, 40 }, { 42, 42, 0 },
};
TABLE(2, signed char, signed char, int) = {
    { 0, 0, 0 }, { 0, -10, 0 }, { 1, 1, 1 }, { 1, 127, 127 }, { -1, -1, 1 }, { -1, -128, 128 },
    { 2, 2, 4 }, { 2, 42, 84 }, { 7, 7, 49 }, { -10, 0, 0 }, { -10, -10, 100 }, { 127, 1, 127 },
    { 127, 127, 16129 }, { -128, -1, 128 }, { -128, -128, 16384 }, { 42, 2, 84 }, { 42, 42, 1764 },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, -, 4);
    CHECK(2, *, 4);
    return 0;
}
