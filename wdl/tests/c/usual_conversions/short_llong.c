// expect: 0
/* short with long long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(short, -1, +, long long, 9223372036854775807ll, 9223372036854775806ll);
FOLDED(short, -10, +, long long, 2ll, (-8ll));
FOLDED(short, 32767, +, long long, (-1ll), 32766ll);
FOLDED(short, 10922, +, long long, 0ll, 10922ll);
FOLDED(short, -1, *, long long, 9223372036854775807ll, (-9223372036854775807ll));
FOLDED(short, -10, *, long long, 2ll, (-20ll));
FOLDED(short, 32767, *, long long, (-1ll), (-32767ll));
FOLDED(short, 10922, *, long long, 0ll, 0ll);
FOLDED(short, -1, <, long long, 9223372036854775807ll, 1);
FOLDED(short, -10, <, long long, 2ll, 1);
FOLDED(short, 32767, <, long long, (-1ll), 0);
FOLDED(short, 10922, <, long long, 0ll, 0);
FOLDED(short, 1, /, long long, (-9223372036854775807ll - 1), 0ll);
FOLDED(short, 2, /, long long, (-10ll), 0ll);
FOLDED(short, 7, /, long long, 7ll, 1ll);
FOLDED(short, -32768, /, long long, 1ll, (-32768ll));
TABLE(0, short, long long, long long) = {
    { 0, 0ll, 0ll }, { 0, 3074457345618258602ll, 3074457345618258602ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll) },
    { -1, 9223372036854775807ll, 9223372036854775806ll }, { 2, (-10ll), (-8ll) }, { 7, 7ll, 14ll },
    { -10, 2ll, (-8ll) }, { 32767, (-1ll), 32766ll }, { -32768, 1ll, (-32767ll) },
    { 10922, 0ll, 10922ll }, { 10922, 3074457345618258602ll, 3074457345618269524ll },
};
TABLE(1, short, long long, long long) = {
    { 0, 0ll, 0ll }, { 0, 3074457345618258602ll, 0ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1) },
    { -1, 9223372036854775807ll, (-9223372036854775807ll) }, { 2, (-10ll), (-20ll) },
    { 7, 7ll, 49ll }, { -10, 2ll, (-20ll) }, { 32767, (-1ll), (-32767ll) },
    { -32768, 1ll, (-32768ll) }, { 10922, 0ll, 0ll },
    { 10922, 3074457345618258602ll, 6148914691236509924ll },
};
TABLE(2, short, long long, int) = {
    { 0, 0ll, 0 }, { 0, 3074457345618258602ll, 1 }, { 1, (-9223372036854775807ll - 1), 0 },
    { -1, 9223372036854775807ll, 1 }, { 2, (-10ll), 0 }, { 7, 7ll, 0 }, { -10, 2ll, 1 },
    { 32767, (-1ll), 0 }, { -32768, 1ll, 1 }, { 10922, 0ll, 0 },
    { 10922, 3074457345618258602ll, 1 },
};
TABLE(3, short, long long, long long) = {
    { 0, 3074457345618258602ll, 0ll }, { 1, (-9223372036854775807ll - 1), 0ll },
    { -1, 9223372036854775807ll, 0ll }, { 2, (-10ll), 0ll }, { 7, 7ll, 1ll }, { -10, 2ll, (-5ll) },
    { 32767, (-1ll), (-32767ll) }, { -32768, 1ll, (-32768ll) },
    { 10922, 3074457345618258602ll, 0ll },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
