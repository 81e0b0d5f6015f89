// expect: 0
/* short with unsigned int: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(short, -1, +, unsigned int, 2147483648u, 2147483647u);
FOLDED(short, -10, +, unsigned int, 7u, 4294967293u);
FOLDED(short, 32767, +, unsigned int, 2u, 32769u);
FOLDED(short, 10922, +, unsigned int, 0u, 10922u);
FOLDED(short, -1, *, unsigned int, 2147483648u, 2147483648u);
FOLDED(short, -10, *, unsigned int, 7u, 4294967226u);
FOLDED(short, 32767, *, unsigned int, 2u, 65534u);
FOLDED(short, 10922, *, unsigned int, 0u, 0u);
FOLDED(short, -1, <, unsigned int, 2147483648u, 0);
FOLDED(short, -10, <, unsigned int, 7u, 0);
FOLDED(short, 32767, <, unsigned int, 2u, 0);
FOLDED(short, 10922, <, unsigned int, 0u, 0);
FOLDED(short, 1, /, unsigned int, 2147483647u, 0u);
FOLDED(short, 2, /, unsigned int, 4294967294u, 0u);
FOLDED(short, 7, /, unsigned int, 4294967295u, 0u);
FOLDED(short, -32768, /, unsigned int, 1u, 4294934528u);
TABLE(0, short, unsigned int, unsigned int) = {
    { 0, 0u, 0u }, { 0, 1431655765u, 1431655765u }, { 1, 2147483647u, 2147483648u },
    { -1, 2147483648u, 2147483647u }, { 2, 4294967294u, 0u }, { 7, 4294967295u, 6u },
    { -10, 7u, 4294967293u }, { 32767, 2u, 32769u }, { -32768, 1u, 4294934529u },
    { 10922, 0u, 10922u }, { 10922, 1431655765u, 1431666687u },
};
TABLE(1, short, unsigned int, unsigned int) = {
    { 0, 0u, 0u }, { 0, 1431655765u, 0u }, { 1, 2147483647u, 2147483647u },
    { -1, 2147483648u, 2147483648u }, { 2, 4294967294u, 4294967292u },
    { 7, 4294967295u, 4294967289u }, { -10, 7u, 4294967226u }, { 32767, 2u, 65534u },
    { -32768, 1u, 4294934528u }, { 10922, 0u, 0u }, { 10922, 1431655765u, 2863307890u },
};
TABLE(2, short, unsigned int, int) = {
    { 0, 0u, 0 }, { 0, 1431655765u, 1 }, { 1, 2147483647u, 1 }, { -1, 2147483648u, 0 },
    { 2, 4294967294u, 1 }, { 7, 4294967295u, 1 }, { -10, 7u, 0 }, { 32767, 2u, 0 },
    { -32768, 1u, 0 }, { 10922, 0u, 0 }, { 10922, 1431655765u, 1 },
};
TABLE(3, short, unsigned int, unsigned int) = {
    { 0, 1431655765u, 0u }, { 1, 2147483647u, 0u }, { -1, 2147483648u, 1u }, { 2, 4294967294u, 0u },
    { 7, 4294967295u, 0u }, { -10, 7u, 613566755u }, { 32767, 2u, 16383u },
    { -32768, 1u, 4294934528u }, { 10922, 1431655765u, 0u },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
