// expect: 0
/* Quotients and remainders of unsigned int. */
#include "../table.h"

FOLDED(unsigned int, 7u, /, unsigned int, 4294967294u, 0u);
FOLDED(unsigned int, 4294967295u, /, unsigned int, 4294967295u, 1u);
FOLDED(unsigned int, 2147483648u, /, unsigned int, 2u, 1073741824u);
FOLDED(unsigned int, 1431655765u, /, unsigned int, 4294967295u, 0u);
FOLDED(unsigned int, 7u, %, unsigned int, 4294967294u, 7u);
FOLDED(unsigned int, 4294967295u, %, unsigned int, 4294967295u, 0u);
FOLDED(unsigned int, 2147483648u, %, unsigned int, 2u, 0u);
FOLDED(unsigned int, 1431655765u, %, unsigned int, 4294967295u, 1431655765u);
TABLE(0, unsigned int, unsigned int, unsigned int) = {
    { 0u, 4294967295u, 0u }, { 0u, 1431655765u, 0u }, { 1u, 7u, 0u }, { 1u, 2147483647u, 0u },
    { 2u, 2u, 1u }, { 2u, 2147483648u, 0u }, { 7u, 1u, 7u }, { 7u, 4294967294u, 0u },
    { 4294967295u, 4294967295u, 1u }, { 4294967295u, 1431655765u, 3u },
    { 4294967294u, 7u, 613566756u }, { 4294967294u, 2147483647u, 2u },
    { 2147483648u, 2u, 1073741824u }, { 2147483648u, 2147483648u, 1u },
    { 2147483647u, 1u, 2147483647u }, { 2147483647u, 4294967294u, 0u },
    { 1431655765u, 4294967295u, 0u }, { 1431655765u, 1431655765u, 1u },
};
TABLE(1, unsigned int, unsigned int, unsigned int) = {
    { 0u, 4294967295u, 0u }, { 0u, 1431655765u, 0u }, { 1u, 7u, 1u }, { 1u, 2147483647u, 1u },
    { 2u, 2u, 0u }, { 2u, 2147483648u, 2u }, { 7u, 1u, 0u }, { 7u, 4294967294u, 7u },
    { 4294967295u, 4294967295u, 0u }, { 4294967295u, 1431655765u, 0u }, { 4294967294u, 7u, 2u },
    { 4294967294u, 2147483647u, 0u }, { 2147483648u, 2u, 0u }, { 2147483648u, 2147483648u, 0u },
    { 2147483647u, 1u, 0u }, { 2147483647u, 4294967294u, 2147483647u },
    { 1431655765u, 4294967295u, 1431655765u }, { 1431655765u, 1431655765u, 0u },
};

int main(void) {
    CHECK(0, /, 4);
    CHECK(1, %, 4);
    return 0;
}
