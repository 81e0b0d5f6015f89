// expect: 0
/* _Bool with unsigned long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(_Bool, 0, +, unsigned long, 2ul, 2ul);
FOLDED(_Bool, 0, +, unsigned long, 18446744073709551614ul, 18446744073709551614ul);
FOLDED(_Bool, 0, +, unsigned long, 6148914691236517205ul, 6148914691236517205ul);
FOLDED(_Bool, 1, +, unsigned long, 1ul, 2ul);
FOLDED(_Bool, 1, +, unsigned long, 18446744073709551615ul, 0ul);
FOLDED(_Bool, 1, +, unsigned long, 9223372036854775807ul, 9223372036854775808ul);
FOLDED(_Bool, 0, *, unsigned long, 2ul, 0ul);
FOLDED(_Bool, 0, *, unsigned long, 18446744073709551614ul, 0ul);
FOLDED(_Bool, 0, *, unsigned long, 6148914691236517205ul, 0ul);
FOLDED(_Bool, 1, *, unsigned long, 1ul, 1ul);
FOLDED(_Bool, 1, *, unsigned long, 18446744073709551615ul, 18446744073709551615ul);
FOLDED(_Bool, 1, *, unsigned long, 9223372036854775807ul, 9223372036854775807ul);
FOLDED(_Bool, 0, <, unsigned long, 2ul, 1);
FOLDED(_Bool, 0, <, unsigned long, 18446744073709551614ul, 1);
FOLDED(_Bool, 0, <, unsigned long, 6148914691236517205ul, 1);
FOLDED(_Bool, 1, <, unsigned long, 1ul, 0);
FOLDED(_Bool, 1, <, unsigned long, 18446744073709551615ul, 1);
FOLDED(_Bool, 1, <, unsigned long, 9223372036854775807ul, 1);
FOLDED(_Bool, 0, /, unsigned long, 7ul, 0ul);
FOLDED(_Bool, 0, /, unsigned long, 9223372036854775808ul, 0ul);
FOLDED(_Bool, 1, /, unsigned long, 7ul, 0ul);
FOLDED(_Bool, 1, /, unsigned long, 9223372036854775808ul, 0ul);
TABLE(0, _Bool, unsigned long, unsigned long) = {
    { 0, 0ul, 0ul }, { 0, 1ul, 1ul }, { 0, 2ul, 2ul }, { 0, 7ul, 7ul },
    { 0, 18446744073709551615ul, 18446744073709551615ul },
    { 0, 18446744073709551614ul, 18446744073709551614ul },
    { 0, 9223372036854775808ul, 9223372036854775808ul },
    { 0, 9223372036854775807ul, 9223372036854775807ul },
    { 0, 6148914691236517205ul, 6148914691236517205ul }, { 1, 0ul, 1ul }, { 1, 1ul, 2ul },
    { 1, 2ul, 3ul }, { 1, 7ul, 8ul }, { 1, 18446744073709551615ul, 0ul },
    { 1, 18446744073709551614ul, 18446744073709551615ul },
    { 1, 9223372036854775808ul, 9223372036854775809ul },
    { 1, 9223372036854775807ul, 9223372036854775808ul },
    { 1, 6148914691236517205ul, 6148914691236517206ul },
};
TABLE(1, _Bool, unsigned long, unsigned long) = {
    { 0, 0ul, 0ul }, { 0, 1ul, 0ul }, { 0, 2ul, 0ul }, { 0, 7ul, 0ul },
    { 0, 18446744073709551615ul, 0ul }, { 0, 18446744073709551614ul, 0ul },
    { 0, 9223372036854775808ul, 0ul }, { 0, 9223372036854775807ul, 0ul },
    { 0, 6148914691236517205ul, 0ul }, { 1, 0ul, 0ul }, { 1, 1ul, 1ul }, { 1, 2ul, 2ul },
    { 1, 7ul, 7ul }, { 1, 18446744073709551615ul, 18446744073709551615ul },
    { 1, 18446744073709551614ul, 18446744073709551614ul },
    { 1, 9223372036854775808ul, 9223372036854775808ul },
    { 1, 9223372036854775807ul, 9223372036854775807ul },
    { 1, 6148914691236517205ul, 6148914691236517205ul },
};
TABLE(2, _Bool, unsigned long, int) = {
    { 0, 0ul, 0 }, { 0, 1ul, 1 }, { 0, 2ul, 1 }, { 0, 7ul, 1 }, { 0, 18446744073709551615ul, 1 },
    { 0, 18446744073709551614ul, 1 }, { 0, 9223372036854775808ul, 1 },
    { 0, 9223372036854775807ul, 1 }, { 0, 6148914691236517205ul, 1 }, { 1, 0ul, 0 }, { 1, 1ul, 0 },
    { 1, 2ul, 1 }, { 1, 7ul, 1 }, { 1, 18446744073709551615ul, 1 },
    { 1, 18446744073709551614ul, 1 }, { 1, 9223372036854775808ul, 1 },
    { 1, 9223372036854775807ul, 1 }, { 1, 6148914691236517205ul, 1 },
};
TABLE(3, _Bool, unsigned long, unsigned long) = {
    { 0, 1ul, 0ul }, { 0, 2ul, 0ul }, { 0, 7ul, 0ul }, { 0, 18446744073709551615ul, 0ul },
    { 0, 18446744073709551614ul, 0ul }, { 0, 9223372036854775808ul, 0ul },
    { 0, 9223372036854775807ul, 0ul }, { 0, 6148914691236517205ul, 0ul }, { 1, 1ul, 1ul },
    { 1, 2ul, 0ul }, { 1, 7ul, 0ul }, { 1, 18446744073709551615ul, 0ul },
    { 1, 18446744073709551614ul, 0ul }, { 1, 9223372036854775808ul, 0ul },
    { 1, 9223372036854775807ul, 0ul }, { 1, 6148914691236517205ul, 0ul },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
