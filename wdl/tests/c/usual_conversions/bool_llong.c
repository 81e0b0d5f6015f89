// expect: 0
/* _Bool with long long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(_Bool, 0, +, long long, (-1ll), (-1ll));
FOLDED(_Bool, 0, +, long long, (-10ll), (-10ll));
FOLDED(_Bool, 0, +, long long, 3074457345618258602ll, 3074457345618258602ll);
FOLDED(_Bool, 1, +, long long, 1ll, 2ll);
FOLDED(_Bool, 1, +, long long, 7ll, 8ll);
FOLDED(_Bool, 1, +, long long, (-9223372036854775807ll - 1), (-9223372036854775807ll));
FOLDED(_Bool, 0, *, long long, (-1ll), 0ll);
FOLDED(_Bool, 0, *, long long, (-10ll), 0ll);
FOLDED(_Bool, 0, *, long long, 3074457345618258602ll, 0ll);
FOLDED(_Bool, 1, *, long long, 1ll, 1ll);
FOLDED(_Bool, 1, *, long long, 7ll, 7ll);
FOLDED(_Bool, 1, *, long long, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1));
FOLDED(_Bool, 0, <, long long, (-1ll), 0);
FOLDED(_Bool, 0, <, long long, (-10ll), 0);
FOLDED(_Bool, 0, <, long long, 3074457345618258602ll, 1);
FOLDED(_Bool, 1, <, long long, 1ll, 0);
FOLDED(_Bool, 1, <, long long, 7ll, 1);
FOLDED(_Bool, 1, <, long long, (-9223372036854775807ll - 1), 0);
FOLDED(_Bool, 0, /, long long, 2ll, 0ll);
FOLDED(_Bool, 0, /, long long, 9223372036854775807ll, 0ll);
FOLDED(_Bool, 1, /, long long, 2ll, 0ll);
FOLDED(_Bool, 1, /, long long, 9223372036854775807ll, 0ll);
TABLE(0, _Bool, long long, long long) = {
    { 0, 0ll, 0ll }, { 0, 1ll, 1ll }, { 0, (-1ll), (-1ll) }, { 0, 2ll, 2ll }, { 0, 7ll, 7ll },
    { 0, (-10ll), (-10ll) }, { 0, 9223372036854775807ll, 9223372036854775807ll },
    { 0, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1) },
    { 0, 3074457345618258602ll, 3074457345618258602ll }, { 1, 0ll, 1ll }, { 1, 1ll, 2ll },
    { 1, (-1ll), 0ll }, { 1, 2ll, 3ll }, { 1, 7ll, 8ll }, { 1, (-10ll), (-9ll) },
    { 1, 9223372036854775807ll, (-9223372036854775807ll - 1) },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll) },
    { 1, 3074457345618258602ll, 3074457345618258603ll },
};
TABLE(1, _Bool, long long, long long) = {
    { 0, 0ll, 0ll }, { 0, 1ll, 0ll }, { 0, (-1ll), 0ll }, { 0, 2ll, 0ll }, { 0, 7ll, 0ll },
    { 0, (-10ll), 0ll }, { 0, 9223372036854775807ll, 0ll },
    { 0, (-9223372036854775807ll - 1), 0ll }, { 0, 3074457345618258602ll, 0ll }, { 1, 0ll, 0ll },
    { 1, 1ll, 1ll }, { 1, (-1ll), (-1ll) }, { 1, 2ll, 2ll }, { 1, 7ll, 7ll },
    { 1, (-10ll), (-10ll) }, { 1, 9223372036854775807ll, 9223372036854775807ll },
    { 1, (-9223372036854775807ll - 1), (-9223372036854775807ll - 1) },
    { 1, 3074457345618258602ll, 3074457345618258602ll },
};
TABLE(2, _Bool, long long, int) = {
    { 0, 0ll, 0 }, { 0, 1ll, 1 }, { 0, (-1ll), 0 }, { 0, 2ll, 1 }, { 0, 7ll, 1 }, { 0, (-10ll), 0 },
    { 0, 9223372036854775807ll, 1 }, { 0, (-9223372036854775807ll - 1), 0 },
    { 0, 3074457345618258602ll, 1 }, { 1, 0ll, 0 }, { 1, 1ll, 0 }, { 1, (-1ll), 0 }, { 1, 2ll, 1 },
    { 1, 7ll, 1 }, { 1, (-10ll), 0 }, { 1, 9223372036854775807ll, 1 },
    { 1, (-9223372036854775807ll - 1), 0 }, { 1, 3074457345618258602ll, 1 },
};
TABLE(3, _Bool, long long, long long) = {
    { 0, 1ll, 0ll }, { 0, (-1ll), 0ll }, { 0, 2ll, 0ll }, { 0, 7ll, 0ll }, { 0, (-10ll), 0ll },
    { 0, 9223372036854775807ll, 0ll }, { 0, (-9223372036854775807ll - 1), 0ll },
    { 0, 3074457345618258602ll, 0ll }, { 1, 1ll, 1ll }, { 1, (-1ll), (-1ll) }, { 1, 2ll, 0ll },
    { 1, 7ll, 0ll }, { 1, (-10ll), 0ll }, { 1, 9223372036854775807ll, 0ll },
    { 1, (-9223372036854775807ll - 1), 0ll }, { 1, 3074457345618258602ll, 0ll },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
