// expect: 0
/* unsigned char with unsigned int: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned char, 2, +, unsigned int, 2147483648u, 2147483650u);
FOLDED(unsigned char, 7, +, unsigned int, 4294967294u, 5u);
FOLDED(unsigned char, 255, +, unsigned int, 4294967295u, 254u);
FOLDED(unsigned char, 254, +, unsigned int, 7u, 261u);
FOLDED(unsigned char, 85, +, unsigned int, 1431655765u, 1431655850u);
FOLDED(unsigned char, 2, *, unsigned int, 2147483648u, 0u);
FOLDED(unsigned char, 7, *, unsigned int, 4294967294u, 4294967282u);
FOLDED(unsigned char, 255, *, unsigned int, 4294967295u, 4294967041u);
FOLDED(unsigned char, 254, *, unsigned int, 7u, 1778u);
FOLDED(unsigned char, 85, *, unsigned int, 1431655765u, 1431655737u);
FOLDED(unsigned char, 2, <, unsigned int, 2147483648u, 1);
FOLDED(unsigned char, 7, <, unsigned int, 4294967294u, 1);
FOLDED(unsigned char, 255, <, unsigned int, 4294967295u, 1);
FOLDED(unsigned char, 254, <, unsigned int, 7u, 0);
FOLDED(unsigned char, 85, <, unsigned int, 1431655765u, 1);
FOLDED(unsigned char, 1, /, unsigned int, 2147483647u, 0u);
FOLDED(unsigned char, 128, /, unsigned int, 2u, 64u);
FOLDED(unsigned char, 127, /, unsigned int, 1u, 127u);
TABLE(0, unsigned char, unsigned int, unsigned int) = {
    { 0, 0u, 0u }, { 0, 1431655765u, 1431655765u }, { 1, 2147483647u, 2147483648u },
    { 2, 2147483648u, 2147483650u }, { 7, 4294967294u, 5u }, { 255, 4294967295u, 254u },
    { 254, 7u, 261u }, { 128, 2u, 130u }, { 127, 1u, 128u }, { 85, 0u, 85u },
    { 85, 1431655765u, 1431655850u },
};
TABLE(1, unsigned char, unsigned int, unsigned int) = {
    { 0, 0u, 0u }, { 0, 1431655765u, 0u }, { 1, 2147483647u, 2147483647u }, { 2, 2147483648u, 0u },
    { 7, 4294967294u, 4294967282u }, { 255, 4294967295u, 4294967041u }, { 254, 7u, 1778u },
    { 128, 2u, 256u }, { 127, 1u, 127u }, { 85, 0u, 0u }, { 85, 1431655765u, 1431655737u },
};
TABLE(2, unsigned char, unsigned int, int) = {
    { 0, 0u, 0 }, { 0, 1431655765u, 1 }, { 1, 2147483647u, 1 }, { 2, 2147483648u, 1 },
    { 7, 4294967294u, 1 }, { 255, 4294967295u, 1 }, { 254, 7u, 0 }, { 128, 2u, 0 }, { 127, 1u, 0 },
    { 85, 0u, 0 }, { 85, 1431655765u, 1 },
};
TABLE(3, unsigned char, unsigned int, unsigned int) = {
    { 0, 1431655765u, 0u }, { 1, 2147483647u, 0u }, { 2, 2147483648u, 0u }, { 7, 4294967294u, 0u },
    { 255, 4294967295u, 0u }, { 254, 7u, 36u }, { 128, 2u, 64u }, { 127, 1u, 127u },
    { 85, 1431655765u, 0u },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
