// expect: 0
/* unsigned short with long long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned short, 2, +, long long, 9223372036854775807ll, (-9223372036854775807ll));
FOLDED(unsigned short, 7, +, long long, (-10ll), (-3ll));
FOLDED(unsigned short, 65535, +, long long, 7ll, 65542ll);
FOLDED(unsigned short, 65534, +, long long, 2ll, 65536ll);
FOLDED(unsigned short, 21845, +, long long, 0ll, 21845ll);
FOLDED(unsigned short, 2, *, long long, 9223372036854775807ll, (-2ll));
FOLDED(unsigned short, 7, *, long long, (-10ll), (-70ll));
FOLDED(unsigned short, 65535, *, long long, 7ll, 458745ll);
FOLDED(unsigned short, 65534, *, long long, 2ll, 131068ll);
FOLDED(unsigned short, 21845, *, long long, 0ll, 0ll);
FOLDED(unsigned short, 2, <, long long, 9223372036854775807ll, 1);
FOLDED(unsigned short, 7, <, long long, (-10ll), 0);
FOLDED(unsigned short, 65535, <, long long, 7ll, 0);
FOLDED(unsigned short, 65534, <, long long, 2ll, 0);
FOLDED(unsigned short, 21845, <, long long, 0ll, 0);
FOLDED(unsigned short, 1, /, long long, (-9223372036854775807ll - 1), 0ll);
FOLDED(unsigned short, 32768, /, long long, (-1ll), (-32768ll));
FOLDED(unsigned short, 32767, /, long long, 1ll, 32767ll);
TABLE(0, unsigned short, long long, long long) = {
    { 0, 0ll, 0ll }, { 0, 3074457345618258602ll, 3074457345618258602ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll) },
    { 2, 9223372036854775807ll, (-9223372036854775807ll) }, { 7, (-10ll), (-3ll) },
    { 65535, 7ll, 65542ll }, { 65534, 2ll, 65536ll }, { 32768, (-1ll), 32767ll },
    { 32767, 1ll, 32768ll }, { 21845, 0ll, 21845ll },
    { 21845, 3074457345618258602ll, 3074457345618280447ll },
};
TABLE(1, unsigned short, long long, long long) = {
    { 0, 0ll, 0ll }, { 0, 3074457345618258602ll, 0ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1) },
    { 2, 9223372036854775807ll, (-2ll) }, { 7, (-10ll), (-70ll) }, { 65535, 7ll, 458745ll },
    { 65534, 2ll, 131068ll }, { 32768, (-1ll), (-32768ll) }, { 32767, 1ll, 32767ll },
    { 21845, 0ll, 0ll }, { 21845, 3074457345618258602ll, (-3074457345618273166ll) },
};
TABLE(2, unsigned short, long long, int) = {
    { 0, 0ll, 0 }, { 0, 3074457345618258602ll, 1 }, { 1, (-9223372036854775807ll - 1), 0 },
    { 2, 9223372036854775807ll, 1 }, { 7, (-10ll), 0 }, { 65535, 7ll, 0 }, { 65534, 2ll, 0 },
    { 32768, (-1ll), 0 }, { 32767, 1ll, 0 }, { 21845, 0ll, 0 }, { 21845, 3074457345618258602ll, 1 },
};
TABLE(3, unsigned short, long long, long long) = {
    { 0, 3074457345618258602ll, 0ll }, { 1, (-9223372036854775807ll - 1), 0ll },
    { 2, 9223372036854775807ll, 0ll }, { 7, (-10ll), 0ll }, { 65535, 7ll, 9362ll },
    { 65534, 2ll, 32767ll }, { 32768, (-1ll), (-32768ll) }, { 32767, 1ll, 32767ll },
    { 21845, 3074457345618258602ll, 0ll },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
