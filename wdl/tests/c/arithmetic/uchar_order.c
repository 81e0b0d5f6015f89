// expect: 0
/* Comparisons of unsigned char. */
#include "../table.h"

FOLDED(unsigned char, 2, ==, unsigned char, 0, 0);
FOLDED(unsigned char, 128, ==, unsigned char, 0, 0);
FOLDED(unsigned char, 85, ==, unsigned char, 128, 0);
FOLDED(unsigned char, 2, !=, unsigned char, 0, 1);
FOLDED(unsigned char, 128, !=, unsigned char, 0, 1);
FOLDED(unsigned char, 85, !=, unsigned char, 128, 1);
FOLDED(unsigned char, 2, <, unsigned char, 0, 0);
FOLDED(unsigned char, 128, <, unsigned char, 0, 0);
FOLDED(unsigned char, 85, <, unsigned char, 128, 1);
FOLDED(unsigned char, 2, <=, unsigned char, 0, 0);
FOLDED(unsigned char, 128, <=, unsigned char, 0, 0);
FOLDED(unsigned char, 85, <=, unsigned char, 128, 1);
FOLDED(unsigned char, 2, >, unsigned char, 0, 1);
FOLDED(unsigned char, 128, >, unsigned char, 0, 1);
FOLDED(unsigned char, 85, >, unsigned char, 128, 0);
FOLDED(unsigned char, 2, >=, unsigned char, 0, 1);
FOLDED(unsigned char, 128, >=, unsigned char, 0, 1);
FOLDED(unsigned char, 85, >=, unsigned char, 128, 0);
TABLE(0, unsigned char, unsigned char, int) = {
    { 0, 0, 1 }, { 0, 128, 0 }, { 1, 7, 0 }, { 2, 0, 0 }, { 2, 128, 0 }, { 7, 7, 1 }, { 255, 0, 0 },
    { 255, 128, 0 }, { 254, 7, 0 }, { 128, 0, 0 }, { 128, 128, 1 }, { 127, 7, 0 }, { 85, 0, 0 },
    { 85, 128, 0 },
};
TABLE(1, unsigned char, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 128, 1 }, { 1, 7, 1 }, { 2, 0, 1 }, { 2, 128, 1 }, { 7, 7, 0 }, { 255, 0, 1 },
    { 255, 128, 1 }, { 254, 7, 1 }, { 128, 0, 1 }, { 128, 128, 0 }, { 127, 7, 1 }, { 85, 0, 1 },
    { 85, 128, 1 },
};
TABLE(2, unsigned char, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 128, 1 }, { 1, 7, 1 }, { 2, 0, 0 }, { 2, 128, 1 }, { 7, 7, 0 }, { 255, 0, 0 },
    { 255, 128, 0 }, { 254, 7, 0 }, { 128, 0, 0 }, { 128, 128, 0 }, { 127, 7, 0 }, { 85, 0, 0 },
    { 85, 128, 1 },
};
TABLE(3, unsigned char, unsigned char, int) = {
    { 0, 0, 1 }, { 0, 128, 1 }, { 1, 7, 1 }, { 2, 0, 0 }, { 2, 128, 1 }, { 7, 7, 1 }, { 255, 0, 0 },
    { 255, 128, 0 }, { 254, 7, 0 }, { 128, 0, 0 }, { 128, 128, 1 }, { 127, 7, 0 }, { 85, 0, 0 },
    { 85, 128, 1 },
};
TABLE(4, unsigned char, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 128, 0 }, { 1, 7, 0 }, { 2, 0, 1 }, { 2, 128, 0 }, { 7, 7, 0 }, { 255, 0, 1 },
    { 255, 128, 1 }, { 254, 7, 1 }, { 128, 0, 1 }, { 128, 128, 0 }, { 127, 7, 1 }, { 85, 0, 1 },
    { 85, 128, 0 },
};
TABLE(5, unsigned char, unsigned char, int) = {
    { 0, 0, 1 }, { 0, 128, 0 }, { 1, 7, 0 }, { 2, 0, 1 }, { 2, 128, 0 }, { 7, 7, 1 }, { 255, 0, 1 },
    { 255, 128, 1 }, { 254, 7, 1 }, { 128, 0, 1 }, { 128, 128, 1 }, { 127, 7, 1 }, { 85, 0, 1 },
    { 85, 128, 0 },
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
