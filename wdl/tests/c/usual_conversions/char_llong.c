// expect: 0
/* signed char with long long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(signed char, -1, +, long long, 9223372036854775807ll, 9223372036854775806ll);
FOLDED(signed char, -10, +, long long, 2ll, (-8ll));
FOLDED(signed char, 127, +, long long, (-1ll), 126ll);
FOLDED(signed char, -1, *, long long, 9223372036854775807ll, (-9223372036854775807ll));
FOLDED(signed char, -10, *, long long, 2ll, (-20ll));
FOLDED(signed char, 127, *, long long, (-1ll), (-127ll));
FOLDED(signed char, -1, <, long long, 9223372036854775807ll, 1);
FOLDED(signed char, -10, <, long long, 2ll, 1);
FOLDED(signed char, 127, <, long long, (-1ll), 0);
FOLDED(signed char, 1, /, long long, (-9223372036854775807ll - 1), 0ll);
FOLDED(signed char, 2, /, long long, (-10ll), 0ll);
FOLDED(signed char, 7, /, long long, 7ll, 1ll);
FOLDED(signed char, -128, /, long long, 1ll, (-128ll));
FOLDED(signed char, 42, /, long long, 3074457345618258602ll, 0ll);
TABLE(0, signed char, long long, long long) = {
    { 0, 0ll, 0ll }, { 0, 3074457345618258602ll, 3074457345618258602ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll) },
    { -1, 9223372036854775807ll, 9223372036854775806ll }, { 2, (-10ll), (-8ll) }, { 7, 7ll, 14ll },
    { -10, 2ll, (-8ll) }, { 127, (-1ll), 126ll }, { -128, 1ll, (-127ll) }, { 42, 0ll, 42ll },
    { 42, 3074457345618258602ll, 3074457345618258644ll },
};
TABLE(1, signed char, long long, long long) = {
    { 0, 0ll, 0ll }, { 0, 3074457345618258602ll, 0ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1) },
    { -1, 9223372036854775807ll, (-9223372036854775807ll) }, { 2, (-10ll), (-20ll) },
    { 7, 7ll, 49ll }, { -10, 2ll, (-20ll) }, { 127, (-1ll), (-127ll) }, { -128, 1ll, (-128ll) },
    { 42, 0ll, 0ll }, { 42, 3074457345618258602ll, (-28ll) },
};
TABLE(2, signed char, long long, int) = {
    { 0, 0ll, 0 }, { 0, 3074457345618258602ll, 1 }, { 1, (-9223372036854775807ll - 1), 0 },
    { -1, 9223372036854775807ll, 1 }, { 2, (-10ll), 0 }, { 7, 7ll, 0 }, { -10, 2ll, 1 },
    { 127, (-1ll), 0 }, { -128, 1ll, 1 }, { 42, 0ll, 0 }, { 42, 3074457345618258602ll, 1 },
};
TABLE(3, signed char, long long, long long) = {
    { 0, 3074457345618258602ll, 0ll }, { 1, (-9223372036854775807ll - 1), 0ll },
    { -1, 9223372036854775807ll, 0ll }, { 2, (-10ll), 0ll }, { 7, 7ll, 1ll }, { -10, 2ll, (-5ll) },
    { 127, (-1ll), (-127ll) }, { -128, 1ll, (-128ll) }, { 42, 3074457345618258602ll, 0ll },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
