// expect: 0
/* signed char with unsigned int: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(signed char, -1, +, unsigned int, 2147483648u, 2147483647u);
FOLDED(signed char, -10, +, unsigned int, 7u, 4294967293u);
FOLDED(signed char, 127, +, unsigned int, 2u, 129u);
FOLDED(signed char, -1, *, unsigned int, 2147483648u, 2147483648u);
FOLDED(signed char, -10, *, unsigned int, 7u, 4294967226u);
FOLDED(signed char, 127, *, unsigned int, 2u, 254u);
FOLDED(signed char, -1, <, unsigned int, 2147483648u, 0);
FOLDED(signed char, -10, <, unsigned int, 7u, 0);
FOLDED(signed char, 127, <, unsigned int, 2u, 0);
FOLDED(signed char, 1, /, unsigned int, 2147483647u, 0u);
FOLDED(signed char, 2, /, unsigned int, 4294967294u, 0u);
FOLDED(signed char, 7, /, unsigned int, 4294967295u, 0u);
FOLDED(signed char, -128, /, unsigned int, 1u, 4294967168u);
FOLDED(signed char, 42, /, unsigned int, 1431655765u, 0u);
TABLE(0, signed char, unsigned int, unsigned int) = {
    { 0, 0u, 0u }, { 0, 1431655765u, 1431655765u }, { 1, 2147483647u, 2147483648u },
    { -1, 2147483648u, 2147483647u }, { 2, 4294967294u, 0u }, { 7, 4294967295u, 6u },
    { -10, 7u, 4294967293u }, { 127, 2u, 129u }, { -128, 1u, 4294967169u }, { 42, 0u, 42u },
    { 42, 1431655765u, 1431655807u },
};
TABLE(1, signed char, unsigned int, unsigned int) = {
    { 0, 0u, 0u }, { 0, 1431655765u, 0u }, { 1, 2147483647u, 2147483647u },
    { -1, 2147483648u, 2147483648u }, { 2, 4294967294u, 4294967292u },
    { 7, 4294967295u, 4294967289u }, { -10, 7u, 4294967226u }, { 127, 2u, 254u },
    { -128, 1u, 4294967168u }, { 42, 0u, 0u }, { 42, 1431655765u, 4294967282u },
};
TABLE(2, signed char, unsigned int, int) = {
    { 0, 0u, 0 }, { 0, 1431655765u, 1 }, { 1, 2147483647u, 1 }, { -1, 2147483648u, 0 },
    { 2, 4294967294u, 1 }, { 7, 4294967295u, 1 }, { -10, 7u, 0 }, { 127, 2u, 0 }, { -128, 1u, 0 },
    { 42, 0u, 0 }, { 42, 1431655765u, 1 },
};
TABLE(3, signed char, unsigned int, unsigned int) = {
    { 0, 1431655765u, 0u }, { 1, 2147483647u, 0u }, { -1, 2147483648u, 1u }, { 2, 4294967294u, 0u },
    { 7, 4294967295u, 0u }, { -10, 7u, 613566755u }, { 127, 2u, 63u }, { -128, 1u, 4294967168u },
    { 42, 1431655765u, 0u },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
