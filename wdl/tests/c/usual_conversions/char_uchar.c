// expect: 0
/* signed char with unsigned char: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(signed char, -1, +, unsigned char, 128, 127);
FOLDED(signed char, -10, +, unsigned char, 7, (-3));
FOLDED(signed char, 127, +, unsigned char, 2, 129);
FOLDED(signed char, -1, *, unsigned char, 128, (-128));
FOLDED(signed char, -10, *, unsigned char, 7, (-70));
FOLDED(signed char, 127, *, unsigned char, 2, 254);
FOLDED(signed char, -1, <, unsigned char, 128, 1);
FOLDED(signed char, -10, <, unsigned char, 7, 1);
FOLDED(signed char, 127, <, unsigned char, 2, 0);
FOLDED(signed char, 1, /, unsigned char, 127, 0);
FOLDED(signed char, 2, /, unsigned char, 254, 0);
FOLDED(signed char, 7, /, unsigned char, 255, 0);
FOLDED(signed char, -128, /, unsigned char, 1, (-128));
FOLDED(signed char, 42, /, unsigned char, 85, 0);
TABLE(0, signed char, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 85, 85 }, { 1, 127, 128 }, { -1, 128, 127 }, { 2, 254, 256 }, { 7, 255, 262 },
    { -10, 7, (-3) }, { 127, 2, 129 }, { -128, 1, (-127) }, { 42, 0, 42 }, { 42, 85, 127 },
};
TABLE(1, signed char, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 85, 0 }, { 1, 127, 127 }, { -1, 128, (-128) }, { 2, 254, 508 },
    { 7, 255, 1785 }, { -10, 7, (-70) }, { 127, 2, 254 }, { -128, 1, (-128) }, { 42, 0, 0 },
    { 42, 85, 3570 },
};
TABLE(2, signed char, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 85, 1 }, { 1, 127, 1 }, { -1, 128, 1 }, { 2, 254, 1 }, { 7, 255, 1 },
    { -10, 7, 1 }, { 127, 2, 0 }, { -128, 1, 1 }, { 42, 0, 0 }, { 42, 85, 1 },
};
TABLE(3, signed char, unsigned char, int) = {
    { 0, 85, 0 }, { 1, 127, 0 }, { -1, 128, 0 }, { 2, 254, 0 }, { 7, 255, 0 }, { -10, 7, (-1) },
    { 127, 2, 63 }, { -128, 1, (-128) }, { 42, 85, 0 },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
