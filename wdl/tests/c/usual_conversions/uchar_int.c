// expect: 0
/* unsigned char with int: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned char, 2, +, int, 2147483647, (-2147483647));
FOLDED(unsigned char, 7, +, int, (-10), (-3));
FOLDED(unsigned char, 255, +, int, 7, 262);
FOLDED(unsigned char, 254, +, int, 2, 256);
FOLDED(unsigned char, 85, +, int, 715827882, 715827967);
FOLDED(unsigned char, 2, *, int, 2147483647, (-2));
FOLDED(unsigned char, 7, *, int, (-10), (-70));
FOLDED(unsigned char, 255, *, int, 7, 1785);
FOLDED(unsigned char, 254, *, int, 2, 508);
FOLDED(unsigned char, 85, *, int, 715827882, 715827826);
FOLDED(unsigned char, 2, <, int, 2147483647, 1);
FOLDED(unsigned char, 7, <, int, (-10), 0);
FOLDED(unsigned char, 255, <, int, 7, 0);
FOLDED(unsigned char, 254, <, int, 2, 0);
FOLDED(unsigned char, 85, <, int, 715827882, 1);
FOLDED(unsigned char, 1, /, int, (-2147483647 - 1), 0);
FOLDED(unsigned char, 128, /, int, (-1), (-128));
FOLDED(unsigned char, 127, /, int, 1, 127);
TABLE(0, unsigned char, int, int) = {
    { 0, 0, 0 }, { 0, 715827882, 715827882 }, { 1, (-2147483647 - 1), (-2147483647) },
    { 2, 2147483647, (-2147483647) }, { 7, (-10), (-3) }, { 255, 7, 262 }, { 254, 2, 256 },
    { 128, (-1), 127 }, { 127, 1, 128 }, { 85, 0, 85 }, { 85, 715827882, 715827967 },
};
TABLE(1, unsigned char, int, int) = {
    { 0, 0, 0 }, { 0, 715827882, 0 }, { 1, (-2147483647 - 1), (-2147483647 - 1) },
    { 2, 2147483647, (-2) }, { 7, (-10), (-70) }, { 255, 7, 1785 }, { 254, 2, 508 },
    { 128, (-1), (-128) }, { 127, 1, 127 }, { 85, 0, 0 }, { 85, 715827882, 715827826 },
};
TABLE(2, unsigned char, int, int) = {
    { 0, 0, 0 }, { 0, 715827882, 1 }, { 1, (-2147483647 - 1), 0 }, { 2, 2147483647, 1 },
    { 7, (-10), 0 }, { 255, 7, 0 }, { 254, 2, 0 }, { 128, (-1), 0 }, { 127, 1, 0 }, { 85, 0, 0 },
    { 85, 715827882, 1 },
};
TABLE(3, unsigned char, int, int) = {
    { 0, 715827882, 0 }, { 1, (-2147483647 - 1), 0 }, { 2, 2147483647, 0 }, { 7, (-10), 0 },
    { 255, 7, 36 }, { 254, 2, 127 }, { 128, (-1), (-128) }, { 127, 1, 127 }, { 85, 715827882, 0 },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
