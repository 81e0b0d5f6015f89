// expect: 0
/* unsigned char with long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned char, 2, +, long, 9223372036854775807l, (-9223372036854775807l));
FOLDED(unsigned char, 7, +, long, (-10l), (-3l));
FOLDED(unsigned char, 255, +, long, 7l, 262l);
FOLDED(unsigned char, 254, +, long, 2l, 256l);
FOLDED(unsigned char, 85, +, long, 3074457345618258602l, 3074457345618258687l);
FOLDED(unsigned char, 2, *, long, 9223372036854775807l, (-2l));
FOLDED(unsigned char, 7, *, long, (-10l), (-70l));
FOLDED(unsigned char, 255, *, long, 7l, 1785l);
FOLDED(unsigned char, 254, *, long, 2l, 508l);
FOLDED(unsigned char, 85, *, long, 3074457345618258602l, 3074457345618258546l);
FOLDED(unsigned char, 2, <, long, 9223372036854775807l, 1);
FOLDED(unsigned char, 7, <, long, (-10l), 0);
FOLDED(unsigned char, 255, <, long, 7l, 0);
FOLDED(unsigned char, 254, <, long, 2l, 0);
FOLDED(unsigned char, 85, <, long, 3074457345618258602l, 1);
FOLDED(unsigned char, 1, /, long, (-9223372036854775807l - 1), 0l);
FOLDED(unsigned char, 128, /, long, (-1l), (-128l));
FOLDED(unsigned char, 127, /, long, 1l, 127l);
TABLE(0, unsigned char, long, long) = {
    { 0, 0l, 0l }, { 0, 3074457345618258602l, 3074457345618258602l },
    { 1, (-9223372036854775807l - 1), (-9223372036854775807l) },
    { 2, 9223372036854775807l, (-9223372036854775807l) }, { 7, (-10l), (-3l) }, { 255, 7l, 262l },
    { 254, 2l, 256l }, { 128, (-1l), 127l }, { 127, 1l, 128l }, { 85, 0l, 85l },
    { 85, 3074457345618258602l, 3074457345618258687l },
};
TABLE(1, unsigned char, long, long) = {
    { 0, 0l, 0l }, { 0, 3074457345618258602l, 0l },
    { 1, (-9223372036854775807l - 1), (-9223372036854775807l - 1) },
    { 2, 9223372036854775807l, (-2l) }, { 7, (-10l), (-70l) }, { 255, 7l, 1785l },
    { 254, 2l, 508l }, { 128, (-1l), (-128l) }, { 127, 1l, 127l }, { 85, 0l, 0l },
    { 85, 3074457345618258602l, 3074457345618258546l },
};
TABLE(2, unsigned char, long, int) = {
    { 0, 0l, 0 }, { 0, 3074457345618258602l, 1 }, { 1, (-9223372036854775807l - 1), 0 },
    { 2, 9223372036854775807l, 1 }, { 7, (-10l), 0 }, { 255, 7l, 0 }, { 254, 2l, 0 },
    { 128, (-1l), 0 }, { 127, 1l, 0 }, { 85, 0l, 0 }, { 85, 3074457345618258602l, 1 },
};
TABLE(3, unsigned char, long, long) = {
    { 0, 3074457345618258602l, 0l }, { 1, (-9223372036854775807l - 1), 0l },
    { 2, 9223372036854775807l, 0l }, { 7, (-10l), 0l }, { 255, 7l, 36l }, { 254, 2l, 127l },
    { 128, (-1l), (-128l) }, { 127, 1l, 127l }, { 85, 3074457345618258602l, 0l },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
