// expect: 0
/* signed char with unsigned long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(signed char, -1, +, unsigned long, 9223372036854775808ul, 9223372036854775807ul);
FOLDED(signed char, -10, +, unsigned long, 7ul, 18446744073709551613ul);
FOLDED(signed char, 127, +, unsigned long, 2ul, 129ul);
FOLDED(signed char, -1, *, unsigned long, 9223372036854775808ul, 9223372036854775808ul);
FOLDED(signed char, -10, *, unsigned long, 7ul, 18446744073709551546ul);
FOLDED(signed char, 127, *, unsigned long, 2ul, 254ul);
FOLDED(signed char, -1, <, unsigned long, 9223372036854775808ul, 0);
FOLDED(signed char, -10, <, unsigned long, 7ul, 0);
FOLDED(signed char, 127, <, unsigned long, 2ul, 0);
FOLDED(signed char, 1, /, unsigned long, 9223372036854775807ul, 0ul);
FOLDED(signed char, 2, /, unsigned long, 18446744073709551614ul, 0ul);
FOLDED(signed char, 7, /, unsigned long, 18446744073709551615ul, 0ul);
FOLDED(signed char, -128, /, unsigned long, 1ul, 18446744073709551488ul);
FOLDED(signed char, 42, /, unsigned long, 6148914691236517205ul, 0ul);
TABLE(0, signed char, unsigned long, unsigned long) = {
    { 0, 0ul, 0ul }, { 0, 6148914691236517205ul, 6148914691236517205ul },
    { 1, 9223372036854775807ul, 9223372036854775808ul },
    { -1, 9223372036854775808ul, 9223372036854775807ul }, { 2, 18446744073709551614ul, 0ul },
    { 7, 18446744073709551615ul, 6ul }, { -10, 7ul, 18446744073709551613ul }, { 127, 2ul, 129ul },
    { -128, 1ul, 18446744073709551489ul }, { 42, 0ul, 42ul },
    { 42, 6148914691236517205ul, 6148914691236517247ul },
};
TABLE(1, signed char, unsigned long, unsigned long) = {
    { 0, 0ul, 0ul }, { 0, 6148914691236517205ul, 0ul },
    { 1, 9223372036854775807ul, 9223372036854775807ul },
    { -1, 9223372036854775808ul, 9223372036854775808ul },
    { 2, 18446744073709551614ul, 18446744073709551612ul },
    { 7, 18446744073709551615ul, 18446744073709551609ul }, { -10, 7ul, 18446744073709551546ul },
    { 127, 2ul, 254ul }, { -128, 1ul, 18446744073709551488ul }, { 42, 0ul, 0ul },
    { 42, 6148914691236517205ul, 18446744073709551602ul },
};
TABLE(2, signed char, unsigned long, int) = {
    { 0, 0ul, 0 }, { 0, 6148914691236517205ul, 1 }, { 1, 9223372036854775807ul, 1 },
    { -1, 9223372036854775808ul, 0 }, { 2, 18446744073709551614ul, 1 },
    { 7, 18446744073709551615ul, 1 }, { -10, 7ul, 0 }, { 127, 2ul, 0 }, { -128, 1ul, 0 },
    { 42, 0ul, 0 }, { 42, 6148914691236517205ul, 1 },
};
TABLE(3, signed char, unsigned long, unsigned long) = {
    { 0, 6148914691236517205ul, 0ul }, { 1, 9223372036854775807ul, 0ul },
    { -1, 9223372036854775808ul, 1ul }, { 2, 18446744073709551614ul, 0ul },
    { 7, 18446744073709551615ul, 0ul }, { -10, 7ul, 2635249153387078800ul }, { 127, 2ul, 63ul },
    { -128, 1ul, 18446744073709551488ul }, { 42, 6148914691236517205ul, 0ul },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
