// expect: 0
/* unsigned int with long long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned int, 2u, +, long long, 9223372036854775807ll, (-9223372036854775807ll));
FOLDED(unsigned int, 7u, +, long long, (-10ll), (-3ll));
FOLDED(unsigned int, 4294967295u, +, long long, 7ll, 4294967302ll);
FOLDED(unsigned int, 4294967294u, +, long long, 2ll, 4294967296ll);
FOLDED(unsigned int, 1431655765u, +, long long, 3074457345618258602ll, 3074457347049914367ll);
FOLDED(unsigned int, 2u, *, long long, 9223372036854775807ll, (-2ll));
FOLDED(unsigned int, 7u, *, long long, (-10ll), (-70ll));
FOLDED(unsigned int, 4294967295u, *, long long, 7ll, 30064771065ll);
FOLDED(unsigned int, 4294967294u, *, long long, 2ll, 8589934588ll);
FOLDED(unsigned int, 1431655765u, *, long long, 3074457345618258602ll, 3074457344663821426ll);
FOLDED(unsigned int, 2u, <, long long, 9223372036854775807ll, 1);
FOLDED(unsigned int, 7u, <, long long, (-10ll), 0);
FOLDED(unsigned int, 4294967295u, <, long long, 7ll, 0);
FOLDED(unsigned int, 4294967294u, <, long long, 2ll, 0);
FOLDED(unsigned int, 1431655765u, <, long long, 3074457345618258602ll, 1);
FOLDED(unsigned int, 1u, /, long long, (-9223372036854775807ll - 1), 0ll);
FOLDED(unsigned int, 2147483648u, /, long long, (-1ll), (-2147483648ll));
FOLDED(unsigned int, 2147483647u, /, long long, 1ll, 2147483647ll);
TABLE(0, unsigned int, long long, long long) = {
    { 0u, 0ll, 0ll }, { 0u, 3074457345618258602ll, 3074457345618258602ll },
    { 1u, (-9223372036854775807ll - 1), (-9223372036854775807ll) },
    { 2u, 9223372036854775807ll, (-9223372036854775807ll) }, { 7u, (-10ll), (-3ll) },
    { 4294967295u, 7ll, 4294967302ll }, { 4294967294u, 2ll, 4294967296ll },
    { 2147483648u, (-1ll), 2147483647ll }, { 2147483647u, 1ll, 2147483648ll },
    { 1431655765u, 0ll, 1431655765ll },
    { 1431655765u, 3074457345618258602ll, 3074457347049914367ll },
};
TABLE(1, unsigned int, long long, long long) = {
    { 0u, 0ll, 0ll }, { 0u, 3074457345618258602ll, 0ll },
    { 1u, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1) },
    { 2u, 9223372036854775807ll, (-2ll) }, { 7u, (-10ll), (-70ll) },
    { 4294967295u, 7ll, 30064771065ll }, { 4294967294u, 2ll, 8589934588ll },
    { 2147483648u, (-1ll), (-2147483648ll) }, { 2147483647u, 1ll, 2147483647ll },
    { 1431655765u, 0ll, 0ll }, { 1431655765u, 3074457345618258602ll, 3074457344663821426ll },
};
TABLE(2, unsigned int, long long, int) = {
    { 0u, 0ll, 0 }, { 0u, 3074457345618258602ll, 1 }, { 1u, (-9223372036854775807ll - 1), 0 },
    { 2u, 9223372036854775807ll, 1 }, { 7u, (-10ll), 0 }, { 4294967295u, 7ll, 0 },
    { 4294967294u, 2ll, 0 }, { 2147483648u, (-1ll), 0 }, { 2147483647u, 1ll, 0 },
    { 1431655765u, 0ll, 0 }, { 1431655765u, 3074457345618258602ll, 1 },
};
TABLE(3, unsigned int, long long, long long) = {
    { 0u, 3074457345618258602ll, 0ll }, { 1u, (-9223372036854775807ll - 1), 0ll },
    { 2u, 9223372036854775807ll, 0ll }, { 7u, (-10ll), 0ll }, { 4294967295u, 7ll, 613566756ll },
    { 4294967294u, 2ll, 2147483647ll }, { 2147483648u, (-1ll), (-2147483648ll) },
    { 2147483647u, 1ll, 2147483647ll }, { 1431655765u, 3074457345618258602ll, 0ll },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
