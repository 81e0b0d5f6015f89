// expect: 0
/* _Bool with unsigned int: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(_Bool, 0, +, unsigned int, 2u, 2u);
FOLDED(_Bool, 0, +, unsigned int, 4294967294u, 4294967294u);
FOLDED(_Bool, 0, +, unsigned int, 1431655765u, 1431655765u);
FOLDED(_Bool, 1, +, unsigned int, 1u, 2u);
FOLDED(_Bool, 1, +, unsigned int, 4294967295u, 0u);
FOLDED(_Bool, 1, +, unsigned int, 2147483647u, 2147483648u);
FOLDED(_Bool, 0, *, unsigned int, 2u, 0u);
FOLDED(_Bool, 0, *, unsigned int, 4294967294u, 0u);
FOLDED(_Bool, 0, *, unsigned int, 1431655765u, 0u);
FOLDED(_Bool, 1, *, unsigned int, 1u, 1u);
FOLDED(_Bool, 1, *, unsigned int, 4294967295u, 4294967295u);
FOLDED(_Bool, 1, *, unsigned int, 2147483647u, 2147483647u);
FOLDED(_Bool, 0, <, unsigned int, 2u, 1);
FOLDED(_Bool, 0, <, unsigned int, 4294967294u, 1);
FOLDED(_Bool, 0, <, unsigned int, 1431655765u, 1);
FOLDED(_Bool, 1, <, unsigned int, 1u, 0);
FOLDED(_Bool, 1, <, unsigned int, 4294967295u, 1);
FOLDED(_Bool, 1, <, unsigned int, 2147483647u, 1);
FOLDED(_Bool, 0, /, unsigned int, 7u, 0u);
FOLDED(_Bool, 0, /, unsigned int, 2147483648u, 0u);
FOLDED(_Bool, 1, /, unsigned int, 7u, 0u);
FOLDED(_Bool, 1, /, unsigned int, 2147483648u, 0u);
TABLE(0, _Bool, unsigned int, unsigned int) = {
    { 0, 0u, 0u }, { 0, 1u, 1u }, { 0, 2u, 2u }, { 0, 7u, 7u }, { 0, 4294967295u, 4294967295u },
    { 0, 4294967294u, 4294967294u }, { 0, 2147483648u, 2147483648u },
    { 0, 2147483647u, 2147483647u }, { 0, 1431655765u, 1431655765u }, { 1, 0u, 1u }, { 1, 1u, 2u },
    { 1, 2u, 3u }, { 1, 7u, 8u }, { 1, 4294967295u, 0u }, { 1, 4294967294u, 4294967295u },
    { 1, 2147483648u, 2147483649u }, { 1, 2147483647u, 2147483648u },
    { 1, 1431655765u, 1431655766u },
};
TABLE(1, _Bool, unsigned int, unsigned int) = {
    { 0, 0u, 0u }, { 0, 1u, 0u }, { 0, 2u, 0u }, { 0, 7u, 0u }, { 0, 4294967295u, 0u },
    { 0, 4294967294u, 0u }, { 0, 2147483648u, 0u }, { 0, 2147483647u, 0u }, { 0, 1431655765u, 0u },
    { 1, 0u, 0u }, { 1, 1u, 1u }, { 1, 2u, 2u }, { 1, 7u, 7u }, { 1, 4294967295u, 4294967295u },
    { 1, 4294967294u, 4294967294u }, { 1, 2147483648u, 2147483648u },
    { 1, 2147483647u, 2147483647u }, { 1, 1431655765u, 1431655765u },
};
TABLE(2, _Bool, unsigned int, int) = {
    { 0, 0u, 0 }, { 0, 1u, 1 }, { 0, 2u, 1 }, { 0, 7u, 1 }, { 0, 4294967295u, 1 },
    { 0, 4294967294u, 1 }, { 0, 2147483648u, 1 }, { 0, 2147483647u, 1 }, { 0, 1431655765u, 1 },
    { 1, 0u, 0 }, { 1, 1u, 0 }, { 1, 2u, 1 }, { 1, 7u, 1 }, { 1, 4294967295u, 1 },
    { 1, 4294967294u, 1 }, { 1, 2147483648u, 1 }, { 1, 2147483647u, 1 }, { 1, 1431655765u, 1 },
};
TABLE(3, _Bool, unsigned int, unsigned int) = {
    { 0, 1u, 0u }, { 0, 2u, 0u }, { 0, 7u, 0u }, { 0, 4294967295u, 0u }, { 0, 4294967294u, 0u },
    { 0, 2147483648u, 0u }, { 0, 2147483647u, 0u }, { 0, 1431655765u, 0u }, { 1, 1u, 1u },
    { 1, 2u, 0u }, { 1, 7u, 0u }, { 1, 4294967295u, 0u }, { 1, 4294967294u, 0u },
    { 1, 2147483648u, 0u }, { 1, 2147483647u, 0u }, { 1, 1431655765u, 0u },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
