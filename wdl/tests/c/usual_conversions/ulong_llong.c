// expect: 0
/* unsigned long with long long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned long, 2ul, +, long long, 9223372036854775807ll, 9223372036854775809ul);
FOLDED(unsigned long, 7ul, +, long long, (-10ll), 18446744073709551613ul);
FOLDED(unsigned long, 18446744073709551615ul, +, long long, 7ll, 6ul);
FOLDED(unsigned long, 18446744073709551614ul, +, long long, 2ll, 0ul);
FOLDED(unsigned long, 6148914691236517205ul, +, long long, 0ll, 6148914691236517205ul);
FOLDED(unsigned long, 2ul, *, long long, 9223372036854775807ll, 18446744073709551614ul);
FOLDED(unsigned long, 7ul, *, long long, (-10ll), 18446744073709551546ul);
FOLDED(unsigned long, 18446744073709551615ul, *, long long, 7ll, 18446744073709551609ul);
FOLDED(unsigned long, 18446744073709551614ul, *, long long, 2ll, 18446744073709551612ul);
FOLDED(unsigned long, 6148914691236517205ul, *, long long, 0ll, 0ul);
FOLDED(unsigned long, 2ul, <, long long, 9223372036854775807ll, 1);
FOLDED(unsigned long, 7ul, <, long long, (-10ll), 1);
FOLDED(unsigned long, 18446744073709551615ul, <, long long, 7ll, 0);
FOLDED(unsigned long, 18446744073709551614ul, <, long long, 2ll, 0);
FOLDED(unsigned long, 6148914691236517205ul, <, long long, 0ll, 0);
FOLDED(unsigned long, 1ul, /, long long, (-9223372036854775807ll - 1), 0ul);
FOLDED(unsigned long, 9223372036854775808ul, /, long long, (-1ll), 0ul);
FOLDED(unsigned long, 9223372036854775807ul, /, long long, 1ll, 9223372036854775807ul);
TABLE(0, unsigned long, long long, unsigned long) = {
    { 0ul, 0ll, 0ul }, { 0ul, 3074457345618258602ll, 3074457345618258602ul },
    { 1ul, (-9223372036854775807ll - 1), 9223372036854775809ul },
    { 2ul, 9223372036854775807ll, 9223372036854775809ul }, { 7ul, (-10ll), 18446744073709551613ul },
    { 18446744073709551615ul, 7ll, 6ul }, { 18446744073709551614ul, 2ll, 0ul },
    { 9223372036854775808ul, (-1ll), 9223372036854775807ul },
    { 9223372036854775807ul, 1ll, 9223372036854775808ul },
    { 6148914691236517205ul, 0ll, 6148914691236517205ul },
    { 6148914691236517205ul, 3074457345618258602ll, 9223372036854775807ul },
};
TABLE(1, unsigned long, long long, unsigned long) = {
    { 0ul, 0ll, 0ul }, { 0ul, 3074457345618258602ll, 0ul },
    { 1ul, (-9223372036854775807ll - 1), 9223372036854775808ul },
    { 2ul, 9223372036854775807ll, 18446744073709551614ul },
    { 7ul, (-10ll), 18446744073709551546ul },
    { 18446744073709551615ul, 7ll, 18446744073709551609ul },
    { 18446744073709551614ul, 2ll, 18446744073709551612ul },
    { 9223372036854775808ul, (-1ll), 9223372036854775808ul },
    { 9223372036854775807ul, 1ll, 9223372036854775807ul }, { 6148914691236517205ul, 0ll, 0ul },
    { 6148914691236517205ul, 3074457345618258602ll, 11273010267266948210ul },
};
TABLE(2, unsigned long, long long, int) = {
    { 0ul, 0ll, 0 }, { 0ul, 3074457345618258602ll, 1 }, { 1ul, (-9223372036854775807ll - 1), 1 },
    { 2ul, 9223372036854775807ll, 1 }, { 7ul, (-10ll), 1 }, { 18446744073709551615ul, 7ll, 0 },
    { 18446744073709551614ul, 2ll, 0 }, { 9223372036854775808ul, (-1ll), 1 },
    { 9223372036854775807ul, 1ll, 0 }, { 6148914691236517205ul, 0ll, 0 },
    { 6148914691236517205ul, 3074457345618258602ll, 0 },
};
TABLE(3, unsigned long, long long, unsigned long) = {
    { 0ul, 3074457345618258602ll, 0ul }, { 1ul, (-9223372036854775807ll - 1), 0ul },
    { 2ul, 9223372036854775807ll, 0ul }, { 7ul, (-10ll), 0ul },
    { 18446744073709551615ul, 7ll, 2635249153387078802ul },
    { 18446744073709551614ul, 2ll, 9223372036854775807ul }, { 9223372036854775808ul, (-1ll), 0ul },
    { 9223372036854775807ul, 1ll, 9223372036854775807ul },
    { 6148914691236517205ul, 3074457345618258602ll, 2ul },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
