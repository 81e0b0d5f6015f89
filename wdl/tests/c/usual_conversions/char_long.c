// expect: 0
/* signed char with long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(signed char, -1, +, long, 9223372036854775807l, 9223372036854775806l);
FOLDED(signed char, -10, +, long, 2l, (-8l));
FOLDED(signed char, 127, +, long, (-1l), 126l);
FOLDED(signed char, -1, *, long, 9223372036854775807l, (-9223372036854775807l));
FOLDED(signed char, -10, *, long, 2l, (-20l));
FOLDED(signed char, 127, *, long, (-1l), (-127l));
FOLDED(signed char, -1, <, long, 9223372036854775807l, 1);
FOLDED(signed char, -10, <, long, 2l, 1);
FOLDED(signed char, 127, <, long, (-1l), 0);
FOLDED(signed char, 1, /, long, (-9223372036854775807l - 1), 0l);
FOLDED(signed char, 2, /, long, (-10l), 0l);
FOLDED(signed char, 7, /, long, 7l, 1l);
FOLDED(signed char, -128, /, long, 1l, (-128l));
FOLDED(signed char, 42, /, long, 3074457345618258602l, 0l);
TABLE(0, signed char, long, long) = {
    { 0, 0l, 0l }, { 0, 3074457345618258602l, 3074457345618258602l },
    { 1, (-9223372036854775807l - 1), (-9223372036854775807l) },
    { -1, 9223372036854775807l, 9223372036854775806l }, { 2, (-10l), (-8l) }, { 7, 7l, 14l },
    { -10, 2l, (-8l) }, { 127, (-1l), 126l }, { -128, 1l, (-127l) }, { 42, 0l, 42l },
    { 42, 3074457345618258602l, 3074457345618258644l },
};
TABLE(1, signed char, long, long) = {
    { 0, 0l, 0l }, { 0, 3074457345618258602l, 0l },
    { 1, (-9223372036854775807l - 1), (-9223372036854775807l - 1) },
    { -1, 9223372036854775807l, (-9223372036854775807l) }, { 2, (-10l), (-20l) }, { 7, 7l, 49l },
    { -10, 2l, (-20l) }, { 127, (-1l), (-127l) }, { -128, 1l, (-128l) }, { 42, 0l, 0l },
    { 42, 3074457345618258602l, (-28l) },
};
TABLE(2, signed char, long, int) = {
    { 0, 0l, 0 }, { 0, 3074457345618258602l, 1 }, { 1, (-9223372036854775807l - 1), 0 },
    { -1, 9223372036854775807l, 1 }, { 2, (-10l), 0 }, { 7, 7l, 0 }, { -10, 2l, 1 },
    { 127, (-1l), 0 }, { -128, 1l, 1 }, { 42, 0l, 0 }, { 42, 3074457345618258602l, 1 },
};
TABLE(3, signed char, long, long) = {
    { 0, 3074457345618258602l, 0l }, { 1, (-9223372036854775807l - 1), 0l },
    { -1, 9223372036854775807l, 0l }, { 2, (-10l), 0l }, { 7, 7l, 1l }, { -10, 2l, (-5l) },
    { 127, (-1l), (-127l) }, { -128, 1l, (-128l) }, { 42, 3074457345618258602l, 0l },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
