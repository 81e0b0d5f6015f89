// expect: 0
/* signed char with unsigned short: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(signed char, -1, +, unsigned short, 32768, 32767);
FOLDED(signed char, -10, +, unsigned short, 7, (-3));
FOLDED(signed char, 127, +, unsigned short, 2, 129);
FOLDED(signed char, -1, *, unsigned short, 32768, (-32768));
FOLDED(signed char, -10, *, unsigned short, 7, (-70));
FOLDED(signed char, 127, *, unsigned short, 2, 254);
FOLDED(signed char, -1, <, unsigned short, 32768, 1);
FOLDED(signed char, -10, <, unsigned short, 7, 1);
FOLDED(signed char, 127, <, unsigned short, 2, 0);
FOLDED(signed char, 1, /, unsigned short, 32767, 0);
FOLDED(signed char, 2, /, unsigned short, 65534, 0);
FOLDED(signed char, 7, /, unsigned short, 65535, 0);
FOLDED(signed char, -128, /, unsigned short, 1, (-128));
FOLDED(signed char, 42, /, unsigned short, 21845, 0);
TABLE(0, signed char, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 21845, 21845 }, { 1, 32767, 32768 }, { -1, 32768, 32767 },
    { 2, 65534, 65536 }, { 7, 65535, 65542 }, { -10, 7, (-3) }, { 127, 2, 129 },
    { -128, 1, (-127) }, { 42, 0, 42 }, { 42, 21845, 21887 },
};
TABLE(1, signed char, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 21845, 0 }, { 1, 32767, 32767 }, { -1, 32768, (-32768) },
    { 2, 65534, 131068 }, { 7, 65535, 458745 }, { -10, 7, (-70) }, { 127, 2, 254 },
    { -128, 1, (-128) }, { 42, 0, 0 }, { 42, 21845, 917490 },
};
TABLE(2, signed char, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 21845, 1 }, { 1, 32767, 1 }, { -1, 32768, 1 }, { 2, 65534, 1 },
    { 7, 65535, 1 }, { -10, 7, 1 }, { 127, 2, 0 }, { -128, 1, 1 }, { 42, 0, 0 }, { 42, 21845, 1 },
};
TABLE(3, signed char, unsigned short, int) = {
    { 0, 21845, 0 }, { 1, 32767, 0 }, { -1, 32768, 0 }, { 2, 65534, 0 }, { 7, 65535, 0 },
    { -10, 7, (-1) }, { 127, 2, 63 }, { -128, 1, (-128) }, { 42, 21845, 0 },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
