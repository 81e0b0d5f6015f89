// expect: 0
/* unsigned short with unsigned int: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned short, 2, +, unsigned int, 2147483648u, 2147483650u);
FOLDED(unsigned short, 7, +, unsigned int, 4294967294u, 5u);
FOLDED(unsigned short, 65535, +, unsigned int, 4294967295u, 65534u);
FOLDED(unsigned short, 65534, +, unsigned int, 7u, 65541u);
FOLDED(unsigned short, 21845, +, unsigned int, 0u, 21845u);
FOLDED(unsigned short, 2, *, unsigned int, 2147483648u, 0u);
FOLDED(unsigned short, 7, *, unsigned int, 4294967294u, 4294967282u);
FOLDED(unsigned short, 65535, *, unsigned int, 4294967295u, 4294901761u);
FOLDED(unsigned short, 65534, *, unsigned int, 7u, 458738u);
FOLDED(unsigned short, 21845, *, unsigned int, 0u, 0u);
FOLDED(unsigned short, 2, <, unsigned int, 2147483648u, 1);
FOLDED(unsigned short, 7, <, unsigned int, 4294967294u, 1);
FOLDED(unsigned short, 65535, <, unsigned int, 4294967295u, 1);
FOLDED(unsigned short, 65534, <, unsigned int, 7u, 0);
FOLDED(unsigned short, 21845, <, unsigned int, 0u, 0);
FOLDED(unsigned short, 1, /, unsigned int, 2147483647u, 0u);
FOLDED(unsigned short, 32768, /, unsigned int, 2u, 16384u);
FOLDED(unsigned short, 32767, /, unsigned int, 1u, 32767u);
TABLE(0, unsigned short, unsigned int, unsigned int) = {
    { 0, 0u, 0u }, { 0, 1431655765u, 1431655765u }, { 1, 2147483647u, 2147483648u },
    { 2, 2147483648u, 2147483650u }, { 7, 4294967294u, 5u }, { 65535, 4294967295u, 65534u },
    { 65534, 7u, 65541u }, { 32768, 2u, 32770u }, { 32767, 1u, 32768u }, { 21845, 0u, 21845u },
    { 21845, 1431655765u, 1431677610u },
};
TABLE(1, unsigned short, unsigned int, unsigned int) = {
    { 0, 0u, 0u }, { 0, 1431655765u, 0u }, { 1, 2147483647u, 2147483647u }, { 2, 2147483648u, 0u },
    { 7, 4294967294u, 4294967282u }, { 65535, 4294967295u, 4294901761u }, { 65534, 7u, 458738u },
    { 32768, 2u, 65536u }, { 32767, 1u, 32767u }, { 21845, 0u, 0u },
    { 21845, 1431655765u, 2863304249u },
};
TABLE(2, unsigned short, unsigned int, int) = {
    { 0, 0u, 0 }, { 0, 1431655765u, 1 }, { 1, 2147483647u, 1 }, { 2, 2147483648u, 1 },
    { 7, 4294967294u, 1 }, { 65535, 4294967295u, 1 }, { 65534, 7u, 0 }, { 32768, 2u, 0 },
    { 32767, 1u, 0 }, { 21845, 0u, 0 }, { 21845, 1431655765u, 1 },
};
TABLE(3, unsigned short, unsigned int, unsigned int) = {
    { 0, 1431655765u, 0u }, { 1, 2147483647u, 0u }, { 2, 2147483648u, 0u }, { 7, 4294967294u, 0u },
    { 65535, 4294967295u, 0u }, { 65534, 7u, 9362u }, { 32768, 2u, 16384u }, { 32767, 1u, 32767u },
    { 21845, 1431655765u, 0u },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
