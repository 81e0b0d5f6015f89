// expect: 0
/* Comparisons of signed char. */
#include "../table.h"

FOLDED(signed char, -1, ==, signed char, 0, 0);
FOLDED(signed char, 7, ==, signed char, 127, 0);
FOLDED(signed char, 127, ==, signed char, 127, 1);
FOLDED(signed char, -1, !=, signed char, 0, 1);
FOLDED(signed char, 7, !=, signed char, 127, 1);
FOLDED(signed char, 127, !=, signed char, 127, 0);
FOLDED(signed char, -1, <, signed char, 0, 1);
FOLDED(signed char, 7, <, signed char, 127, 1);
FOLDED(signed char, 127, <, signed char, 127, 0);
FOLDED(signed char, -1, <=, signed char, 0, 1);
FOLDED(signed char, 7, <=, signed char, 127, 1);
FOLDED(signed char, 127, <=, signed char, 127, 1);
FOLDED(signed char, -1, >, signed char, 0, 0);
FOLDED(signed char, 7, >, signed char, 127, 0);
FOLDED(signed char, 127, >, signed char, 127, 0);
FOLDED(signed char, -1, >=, signed char, 0, 0);
FOLDED(signed char, 7, >=, signed char, 127, 0);
FOLDED(signed char, 127, >=, signed char, 127, 1);
TABLE(0, signed char, signed char, int) = {
    { 0, 0, 1 }, { 0, 127, 0 }, { 1, 2, 0 }, { -1, 0, 0 }, { -1, 127, 0 }, { 2, 2, 1 }, { 7, 0, 0 },
    { 7, 127, 0 }, { -10, 2, 0 }, { 127, 0, 0 }, { 127, 127, 1 }, { -128, 2, 0 }, { 42, 0, 0 },
    { 42, 127, 0 },
};
TABLE(1, signed char, signed char, int) = {
    { 0, 0, 0 }, { 0, 127, 1 }, { 1, 2, 1 }, { -1, 0, 1 }, { -1, 127, 1 }, { 2, 2, 0 }, { 7, 0, 1 },
    { 7, 127, 1 }, { -10, 2, 1 }, { 127, 0, 1 }, { 127, 127, 0 }, { -128, 2, 1 }, { 42, 0, 1 },
    { 42, 127, 1 },
};
TABLE(2, signed char, signed char, int) = {
    { 0, 0, 0 }, { 0, 127, 1 }, { 1, 2, 1 }, { -1, 0, 1 }, { -1, 127, 1 }, { 2, 2, 0 }, { 7, 0, 0 },
    { 7, 127, 1 }, { -10, 2, 1 }, { 127, 0, 0 }, { 127, 127, 0 }, { -128, 2, 1 }, { 42, 0, 0 },
    { 42, 127, 1 },
};
TABLE(3, signed char, signed char, int) = {
    { 0, 0, 1 }, { 0, 127, 1 }, { 1, 2, 1 }, { -1, 0, 1 }, { -1, 127, 1 }, { 2, 2, 1 }, { 7, 0, 0 },
    { 7, 127, 1 }, { -10, 2, 1 }, { 127, 0, 0 }, { 127, 127, 1 }, { -128, 2, 1 }, { 42, 0, 0 },
    { 42, 127, 1 },
};
TABLE(4, signed char, signed char, int) = {
    { 0, 0, 0 }, { 0, 127, 0 }, { 1, 2, 0 }, { -1, 0, 0 }, { -1, 127, 0 }, { 2, 2, 0 }, { 7, 0, 1 },
    { 7, 127, 0 }, { -10, 2, 0 }, { 127, 0, 1 }, { 127, 127, 0 }, { -128, 2, 0 }, { 42, 0, 1 },
    { 42, 127, 0 },
};
TABLE(5, signed char, signed char, int) = {
    { 0, 0, 1 }, { 0, 127, 0 }, { 1, 2, 0 }, { -1, 0, 0 }, { -1, 127, 0 }, { 2, 2, 1 }, { 7, 0, 1 },
    { 7, 127, 0 }, { -10, 2, 0 }, { 127, 0, 1 }, { 127, 127, 1 }, { -128, 2, 0 }, { 42, 0, 1 },
    { 42, 127, 0 },
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
