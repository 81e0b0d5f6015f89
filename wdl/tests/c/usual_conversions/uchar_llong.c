// expect: 0
/* unsigned char with long long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned char, 2, +, long long, 9223372036854775807ll, (-9223372036854775807ll));
FOLDED(unsigned char, 7, +, long long, (-10ll), (-3ll));
FOLDED(unsigned char, 255, +, long long, 7ll, 262ll);
FOLDED(unsigned char, 254, +, long long, 2ll, 256ll);
FOLDED(unsigned char, 85, +, long long, 3074457345618258602ll, 3074457345618258687ll);
FOLDED(unsigned char, 2, *, long long, 9223372036854775807ll, (-2ll));
FOLDED(unsigned char, 7, *, long long, (-10ll), (-70ll));
FOLDED(unsigned char, 255, *, long long, 7ll, 1785ll);
FOLDED(unsigned char, 254, *, long long, 2ll, 508ll);
FOLDED(unsigned char, 85, *, long long, 3074457345618258602ll, 3074457345618258546ll);
FOLDED(unsigned char, 2, <, long long, 9223372036854775807ll, 1);
FOLDED(unsigned char, 7, <, long long, (-10ll), 0);
FOLDED(unsigned char, 255, <, long long, 7ll, 0);
FOLDED(unsigned char, 254, <, long long, 2ll, 0);
FOLDED(unsigned char, 85, <, long long, 3074457345618258602ll, 1);
FOLDED(unsigned char, 1, /, long long, (-9223372036854775807ll - 1), 0ll);
FOLDED(unsigned char, 128, /, long long, (-1ll), (-128ll));
FOLDED(unsigned char, 127, /, long long, 1ll, 127ll);
TABLE(0, unsigned char, long long, long long) = {
    { 0, 0ll, 0ll }, { 0, 3074457345618258602ll, 3074457345618258602ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll) },
    { 2, 9223372036854775807ll, (-9223372036854775807ll) }, { 7, (-10ll), (-3ll) },
    { 255, 7ll, 262ll }, { 254, 2ll, 256ll }, { 128, (-1ll), 127ll }, { 127, 1ll, 128ll },
    { 85, 0ll, 85ll }, { 85, 3074457345618258602ll, 3074457345618258687ll },
};
TABLE(1, unsigned char, long long, long long) = {
    { 0, 0ll, 0ll }, { 0, 3074457345618258602ll, 0ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1) },
    { 2, 9223372036854775807ll, (-2ll) }, { 7, (-10ll), (-70ll) }, { 255, 7ll, 1785ll },
    { 254, 2ll, 508ll }, { 128, (-1ll), (-128ll) }, { 127, 1ll, 127ll }, { 85, 0ll, 0ll },
    { 85, 3074457345618258602ll, 3074457345618258546ll },
};
TABLE(2, unsigned char, long long, int) = {
    { 0, 0ll, 0 }, { 0, 3074457345618258602ll, 1 }, { 1, (-9223372036854775807ll - 1), 0 },
    { 2, 9223372036854775807ll, 1 }, { 7, (-10ll), 0 }, { 255, 7ll, 0 }, { 254, 2ll, 0 },
    { 128, (-1ll), 0 }, { 127, 1ll, 0 }, { 85, 0ll, 0 }, { 85, 3074457345618258602ll, 1 },
};
TABLE(3, unsigned char, long long, long long) = {
    { 0, 3074457345618258602ll, 0ll }, { 1, (-9223372036854775807ll - 1), 0ll },
    { 2, 9223372036854775807ll, 0ll }, { 7, (-10ll), 0ll }, { 255, 7ll, 36ll }, { 254, 2ll, 127ll },
    { 128, (-1ll), (-128ll) }, { 127, 1ll, 127ll }, { 85, 3074457345618258602ll, 0ll },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
