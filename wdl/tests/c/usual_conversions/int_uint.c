// expect: 0
/* int with unsigned int: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(int, (-1), +, unsigned int, 2147483648u, 2147483647u);
FOLDED(int, (-10), +, unsigned int, 7u, 4294967293u);
FOLDED(int, 2147483647, +, unsigned int, 2u, 2147483649u);
FOLDED(int, (-1), *, unsigned int, 2147483648u, 2147483648u);
FOLDED(int, (-10), *, unsigned int, 7u, 4294967226u);
FOLDED(int, 2147483647, *, unsigned int, 2u, 4294967294u);
FOLDED(int, (-1), <, unsigned int, 2147483648u, 0);
FOLDED(int, (-10), <, unsigned int, 7u, 0);
FOLDED(int, 2147483647, <, unsigned int, 2u, 0);
FOLDED(int, 1, /, unsigned int, 2147483647u, 0u);
FOLDED(int, 2, /, unsigned int, 4294967294u, 0u);
FOLDED(int, 7, /, unsigned int, 4294967295u, 0u);
FOLDED(int, (-2147483647 - 1), /, unsigned int, 1u, 2147483648u);
FOLDED(int, 715827882, /, unsigned int, 1431655765u, 0u);
TABLE(0, int, unsigned int, unsigned int) = {
    { 0, 0u, 0u }, { 0, 1431655765u, 1431655765u }, { 1, 2147483647u, 2147483648u },
    { (-1), 2147483648u, 2147483647u }, { 2, 4294967294u, 0u }, { 7, 4294967295u, 6u },
    { (-10), 7u, 4294967293u }, { 2147483647, 2u, 2147483649u },
    { (-2147483647 - 1), 1u, 2147483649u }, { 715827882, 0u, 715827882u },
    { 715827882, 1431655765u, 2147483647u },
};
TABLE(1, int, unsigned int, unsigned int) = {
    { 0, 0u, 0u }, { 0, 1431655765u, 0u }, { 1, 2147483647u, 2147483647u },
    { (-1), 2147483648u, 2147483648u }, { 2, 4294967294u, 4294967292u },
    { 7, 4294967295u, 4294967289u }, { (-10), 7u, 4294967226u }, { 2147483647, 2u, 4294967294u },
    { (-2147483647 - 1), 1u, 2147483648u }, { 715827882, 0u, 0u },
    { 715827882, 1431655765u, 4056358002u },
};
TABLE(2, int, unsigned int, int) = {
    { 0, 0u, 0 }, { 0, 1431655765u, 1 }, { 1, 2147483647u, 1 }, { (-1), 2147483648u, 0 },
    { 2, 4294967294u, 1 }, { 7, 4294967295u, 1 }, { (-10), 7u, 0 }, { 2147483647, 2u, 0 },
    { (-2147483647 - 1), 1u, 0 }, { 715827882, 0u, 0 }, { 715827882, 1431655765u, 1 },
};
TABLE(3, int, unsigned int, unsigned int) = {
    { 0, 1431655765u, 0u }, { 1, 2147483647u, 0u }, { (-1), 2147483648u, 1u },
    { 2, 4294967294u, 0u }, { 7, 4294967295u, 0u }, { (-10), 7u, 613566755u },
    { 2147483647, 2u, 1073741823u }, { (-2147483647 - 1), 1u, 2147483648u },
    { 715827882, 1431655765u, 0u },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
