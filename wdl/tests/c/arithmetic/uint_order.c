// expect: 0
/* Comparisons of unsigned int. */
#include "../table.h"

FOLDED(unsigned int, 2u, ==, unsigned int, 0u, 0);
FOLDED(unsigned int, 2147483648u, ==, unsigned int, 0u, 0);
FOLDED(unsigned int, 1431655765u, ==, unsigned int, 2147483648u, 0);
FOLDED(unsigned int, 2u, !=, unsigned int, 0u, 1);
FOLDED(unsigned int, 2147483648u, !=, unsigned int, 0u, 1);
FOLDED(unsigned int, 1431655765u, !=, unsigned int, 2147483648u, 1);
FOLDED(unsigned int, 2u, <, unsigned int, 0u, 0);
FOLDED(unsigned int, 2147483648u, <, unsigned int, 0u, 0);
FOLDED(unsigned int, 1431655765u, <, unsigned int, 2147483648u, 1);
FOLDED(unsigned int, 2u, <=, unsigned int, 0u, 0);
FOLDED(unsigned int, 2147483648u, <=, unsigned int, 0u, 0);
FOLDED(unsigned int, 1431655765u, <=, unsigned int, 2147483648u, 1);
FOLDED(unsigned int, 2u, >, unsigned int, 0u, 1);
FOLDED(unsigned int, 2147483648u, >, unsigned int, 0u, 1);
FOLDED(unsigned int, 1431655765u, >, unsigned int, 2147483648u, 0);
FOLDED(unsigned int, 2u, >=, unsigned int, 0u, 1);
FOLDED(unsigned int, 2147483648u, >=, unsigned int, 0u, 1);
FOLDED(unsigned int, 1431655765u, >=, unsigned int, 2147483648u, 0);
TABLE(0, unsigned int, unsigned int, int) = {
    { 0u, 0u, 1 }, { 0u, 2147483648u, 0 }, { 1u, 7u, 0 }, { 2u, 0u, 0 }, { 2u, 2147483648u, 0 },
    { 7u, 7u, 1 }, { 4294967295u, 0u, 0 }, { 4294967295u, 2147483648u, 0 }, { 4294967294u, 7u, 0 },
    { 2147483648u, 0u, 0 }, { 2147483648u, 2147483648u, 1 }, { 2147483647u, 7u, 0 },
    { 1431655765u, 0u, 0 }, { 1431655765u, 2147483648u, 0 },
};
TABLE(1, unsigned int, unsigned int, int) = {
    { 0u, 0u, 0 }, { 0u, 2147483648u, 1 }, { 1u, 7u, 1 }, { 2u, 0u, 1 }, { 2u, 2147483648u, 1 },
    { 7u, 7u, 0 }, { 4294967295u, 0u, 1 }, { 4294967295u, 2147483648u, 1 }, { 4294967294u, 7u, 1 },
    { 2147483648u, 0u, 1 }, { 2147483648u, 2147483648u, 0 }, { 2147483647u, 7u, 1 },
    { 1431655765u, 0u, 1 }, { 1431655765u, 2147483648u, 1 },
};
TABLE(2, unsigned int, unsigned int, int) = {
    { 0u, 0u, 0 }, { 0u, 2147483648u, 1 }, { 1u, 7u, 1 }, { 2u, 0u, 0 }, { 2u, 2147483648u, 1 },
    { 7u, 7u, 0 }, { 4294967295u, 0u, 0 }, { 4294967295u, 2147483648u, 0 }, { 4294967294u, 7u, 0 },
    { 2147483648u, 0u, 0 }, { 2147483648u, 2147483648u, 0 }, { 2147483647u, 7u, 0 },
    { 1431655765u, 0u, 0 }, { 1431655765u, 2147483648u, 1 },
};
TABLE(3, unsigned int, unsigned int, int) = {
    { 0u, 0u, 1 }, { 0u, 2147483648u, 1 }, { 1u, 7u, 1 }, { 2u, 0u, 0 }, { 2u, 2147483648u, 1 },
    { 7u, 7u, 1 }, { 4294967295u, 0u, 0 }, { 4294967295u, 2147483648u, 0 }, { 4294967294u, 7u, 0 },
    { 2147483648u, 0u, 0 }, { 2147483648u, 2147483648u, 1 }, { 2147483647u, 7u, 0 },
    { 1431655765u, 0u, 0 }, { 1431655765u, 2147483648u, 1 },
};
TABLE(4, unsigned int, unsigned int, int) = {
    { 0u, 0u, 0 }, { 0u, 2147483648u, 0 }, { 1u, 7u, 0 }, { 2u, 0u, 1 }, { 2u, 2147483648u, 0 },
    { 7u, 7u, 0 }, { 4294967295u, 0u, 1 }, { 4294967295u, 2147483648u, 1 }, { 4294967294u, 7u, 1 },
    { 2147483648u, 0u, 1 }, { 2147483648u, 2147483648u, 0 }, { 2147483647u, 7u, 1 },
    { 1431655765u, 0u, 1 }, { 1431655765u, 2147483648u, 0 },
};
TABLE(5, unsigned int, unsigned int, int) = {
    { 0u, 0u, 1 }, { 0u, 2147483648u, 0 }, { 1u, 7u, 0 }, { 2u, 0u, 1 }, { 2u, 2147483648u, 0 },
    { 7u, 7u, 1 }, { 4294967295u, 0u, 1 }, { 4294967295u, 2147483648u, 1 }, { 4294967294u, 7u, 1 },
    { 2147483648u, 0u, 1 }, { 2147483648u, 2147483648u, 1 }, { 2147483647u, 7u, 1 },
    { 1431655765u, 0u, 1 }, { 1431655765u, 2147483648u, 0 },
};

int main(void) {
    CHECK(0, ==, 4);
    CHECK(1, !=, 4);
    CHECK(2, <, 4);
    CHECK(3, <=, 4);
    CHECK(4, >, 4);
    CHECK(5, >=, 4);
    return 0;
}
