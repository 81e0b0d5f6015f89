// expect: 0
/* Comparisons of unsigned short. */
#include "../table.h"

FOLDED(unsigned short, 2, ==, unsigned short, 0, 0);
FOLDED(unsigned short, 32768, ==, unsigned short, 0, 0);
FOLDED(unsigned short, 21845, ==, unsigned short, 0, 0);
FOLDED(unsigned short, 2, !=, unsigned short, 0, 1);
FOLDED(unsigned short, 32768, !=, unsigned short, 0, 1);
FOLDED(unsigned short, 21845, !=, unsigned short, 0, 1);
FOLDED(unsigned short, 2, <, unsigned short, 0, 0);
FOLDED(unsigned short, 32768, <, unsigned short, 0, 0);
FOLDED(unsigned short, 21845, <, unsigned short, 0, 0);
FOLDED(unsigned short, 2, <=, unsigned short, 0, 0);
FOLDED(unsigned short, 32768, <=, unsigned short, 0, 0);
FOLDED(unsigned short, 21845, <=, unsigned short, 0, 0);
FOLDED(unsigned short, 2, >, unsigned short, 0, 1);
FOLDED(unsigned short, 32768, >, unsigned short, 0, 1);
FOLDED(unsigned short, 21845, >, unsigned short, 0, 1);
FOLDED(unsigned short, 2, >=, unsigned short, 0, 1);
FOLDED(unsigned short, 32768, >=, unsigned short, 0, 1);
FOLDED(unsigned short, 21845, >=, unsigned short, 0, 1);
TABLE(0, unsigned short, unsigned short, int) = {
    { 0, 0, 1 }, { 0, 32768, 0 }, { 1, 7, 0 }, { 2, 0, 0 }, { 2, 32768, 0 }, { 7, 7, 1 },
    { 65535, 0, 0 }, { 65535, 32768, 0 }, { 65534, 7, 0 }, { 32768, 0, 0 }, { 32768, 32768, 1 },
    { 32767, 7, 0 }, { 21845, 0, 0 }, { 21845, 32768, 0 },
};
TABLE(1, unsigned short, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 32768, 1 }, { 1, 7, 1 }, { 2, 0, 1 }, { 2, 32768, 1 }, { 7, 7, 0 },
    { 65535, 0, 1 }, { 65535, 32768, 1 }, { 65534, 7, 1 }, { 32768, 0, 1 }, { 32768, 32768, 0 },
    { 32767, 7, 1 }, { 21845, 0, 1 }, { 21845, 32768, 1 },
};
TABLE(2, unsigned short, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 32768, 1 }, { 1, 7, 1 }, { 2, 0, 0 }, { 2, 32768, 1 }, { 7, 7, 0 },
    { 65535, 0, 0 }, { 65535, 32768, 0 }, { 65534, 7, 0 }, { 32768, 0, 0 }, { 32768, 32768, 0 },
    { 32767, 7, 0 }, { 21845, 0, 0 }, { 21845, 32768, 1 },
};
TABLE(3, unsigned short, unsigned short, int) = {
    { 0, 0, 1 }, { 0, 32768, 1 }, { 1, 7, 1 }, { 2, 0, 0 }, { 2, 32768, 1 }, { 7, 7, 1 },
    { 65535, 0, 0 }, { 65535, 32768, 0 }, { 65534, 7, 0 }, { 32768, 0, 0 }, { 32768, 32768, 1 },
    { 32767, 7, 0 }, { 21845, 0, 0 }, { 21845, 32768, 1 },
};
TABLE(4, unsigned short, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 32768, 0 }, { 1, 7, 0 }, { 2, 0, 1 }, { 2, 32768, 0 }, { 7, 7, 0 },
    { 65535, 0, 1 }, { 65535, 32768, 1 }, { 65534, 7, 1 }, { 32768, 0, 1 }, { 32768, 32768, 0 },
    { 32767, 7, 1 }, { 21845, 0, 1 }, { 21845, 32768, 0 },
};
TABLE(5, unsigned short, unsigned short, int) = {
    { 0, 0, 1 }, { 0, 32768, 0 }, { 1, 7, 0 }, { 2, 0, 1 }, { 2, 32768, 0 }, { 7, 7, 1 },
    { 65535, 0, 1 }, { 65535, 32768, 1 }, { 65534, 7, 1 }, { 32768, 0, 1 }, { 32768, 32768, 1 },
    { 32767, 7, 1 }, { 21845, 0, 1 }, { 21845, 32768, 0 },
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
