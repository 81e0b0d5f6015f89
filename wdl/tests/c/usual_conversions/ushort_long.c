// expect: 0
/* unsigned short with long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned short, 2, +, long, 9223372036854775807l, (-9223372036854775807l));
FOLDED(unsigned short, 7, +, long, (-10l), (-3l));
FOLDED(unsigned short, 65535, +, long, 7l, 65542l);
FOLDED(unsigned short, 65534, +, long, 2l, 65536l);
FOLDED(unsigned short, 21845, +, long, 0l, 21845l);
FOLDED(unsigned short, 2, *, long, 9223372036854775807l, (-2l));
FOLDED(unsigned short, 7, *, long, (-10l), (-70l));
FOLDED(unsigned short, 65535, *, long, 7l, 458745l);
FOLDED(unsigned short, 65534, *, long, 2l, 131068l);
FOLDED(unsigned short, 21845, *, long, 0l, 0l);
FOLDED(unsigned short, 2, <, long, 9223372036854775807l, 1);
FOLDED(unsigned short, 7, <, long, (-10l), 0);
FOLDED(unsigned short, 65535, <, long, 7l, 0);
FOLDED(unsigned short, 65534, <, long, 2l, 0);
FOLDED(unsigned short, 21845, <, long, 0l, 0);
FOLDED(unsigned short, 1, /, long, (-9223372036854775807l - 1), 0l);
FOLDED(unsigned short, 32768, /, long, (-1l), (-32768l));
FOLDED(unsigned short, 32767, /, long, 1l, 32767l);
TABLE(0, unsigned short, long, long) = {
    { 0, 0l, 0l }, { 0, 3074457345618258602l, 3074457345618258602l },
    { 1, (-9223372036854775807l - 1), (-9223372036854775807l) },
    { 2, 9223372036854775807l, (-9223372036854775807l) }, { 7, (-10l), (-3l) },
    { 65535, 7l, 65542l }, { 65534, 2l, 65536l }, { 32768, (-1l), 32767l }, { 32767, 1l, 32768l },
    { 21845, 0l, 21845l }, { 21845, 3074457345618258602l, 3074457345618280447l },
};
TABLE(1, unsigned short, long, long) = {
    { 0, 0l, 0l }, { 0, 3074457345618258602l, 0l },
    { 1, (-9223372036854775807l - 1), (-9223372036854775807l - 1) },
    { 2, 9223372036854775807l, (-2l) }, { 7, (-10l), (-70l) }, { 65535, 7l, 458745l },
    { 65534, 2l, 131068l }, { 32768, (-1l), (-32768l) }, { 32767, 1l, 32767l }, { 21845, 0l, 0l },
    { 21845, 3074457345618258602l, (-3074457345618273166l) },
};
TABLE(2, unsigned short, long, int) = {
    { 0, 0l, 0 }, { 0, 3074457345618258602l, 1 }, { 1, (-9223372036854775807l - 1), 0 },
    { 2, 9223372036854775807l, 1 }, { 7, (-10l), 0 }, { 65535, 7l, 0 }, { 65534, 2l, 0 },
    { 32768, (-1l), 0 }, { 32767, 1l, 0 }, { 21845, 0l, 0 }, { 21845, 3074457345618258602l, 1 },
};
TABLE(3, unsigned short, long, long) = {
    { 0, 3074457345618258602l, 0l }, { 1, (-9223372036854775807l - 1), 0l },
    { 2, 9223372036854775807l, 0l }, { 7, (-10l), 0l }, { 65535, 7l, 9362l }, { 65534, 2l, 32767l },
    { 32768, (-1l), (-32768l) }, { 32767, 1l, 32767l }, { 21845, 3074457345618258602l, 0l },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
