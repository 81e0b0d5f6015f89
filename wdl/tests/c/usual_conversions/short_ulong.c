// expect: 0
/* short with unsigned long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(short, -1, +, unsigned long, 9223372036854775808ul, 9223372036854775807ul);
FOLDED(short, -10, +, unsigned long, 7ul, 18446744073709551613ul);
FOLDED(short, 32767, +, unsigned long, 2ul, 32769ul);
FOLDED(short, 10922, +, unsigned long, 0ul, 10922ul);
FOLDED(short, -1, *, unsigned long, 9223372036854775808ul, 9223372036854775808ul);
FOLDED(short, -10, *, unsigned long, 7ul, 18446744073709551546ul);
FOLDED(short, 32767, *, unsigned long, 2ul, 65534ul);
FOLDED(short, 10922, *, unsigned long, 0ul, 0ul);
FOLDED(short, -1, <, unsigned long, 9223372036854775808ul, 0);
FOLDED(short, -10, <, unsigned long, 7ul, 0);
FOLDED(short, 32767, <, unsigned long, 2ul, 0);
FOLDED(short, 10922, <, unsigned long, 0ul, 0);
FOLDED(short, 1, /, unsigned long, 9223372036854775807ul, 0ul);
FOLDED(short, 2, /, unsigned long, 18446744073709551614ul, 0ul);
FOLDED(short, 7, /, unsigned long, 18446744073709551615ul, 0ul);
FOLDED(short, -32768, /, unsigned long, 1ul, 18446744073709518848ul);
TABLE(0, short, unsigned long, unsigned long) = {
    { 0, 0ul, 0ul }, { 0, 6148914691236517205ul, 6148914691236517205ul },
    { 1, 9223372036854775807ul, 9223372036854775808ul },
    { -1, 9223372036854775808ul, 9223372036854775807ul }, { 2, 18446744073709551614ul, 0ul },
    { 7, 18446744073709551615ul, 6ul }, { -10, 7ul, 18446744073709551613ul },
    { 32767, 2ul, 32769ul }, { -32768, 1ul, 18446744073709518849ul }, { 10922, 0ul, 10922ul },
    { 10922, 6148914691236517205ul, 6148914691236528127ul },
};
TABLE(1, short, unsigned long, unsigned long) = {
    { 0, 0ul, 0ul }, { 0, 6148914691236517205ul, 0ul },
    { 1, 9223372036854775807ul, 9223372036854775807ul },
    { -1, 9223372036854775808ul, 9223372036854775808ul },
    { 2, 18446744073709551614ul, 18446744073709551612ul },
    { 7, 18446744073709551615ul, 18446744073709551609ul }, { -10, 7ul, 18446744073709551546ul },
    { 32767, 2ul, 65534ul }, { -32768, 1ul, 18446744073709518848ul }, { 10922, 0ul, 0ul },
    { 10922, 6148914691236517205ul, 12297829382473030770ul },
};
TABLE(2, short, unsigned long, int) = {
    { 0, 0ul, 0 }, { 0, 6148914691236517205ul, 1 }, { 1, 9223372036854775807ul, 1 },
    { -1, 9223372036854775808ul, 0 }, { 2, 18446744073709551614ul, 1 },
    { 7, 18446744073709551615ul, 1 }, { -10, 7ul, 0 }, { 32767, 2ul, 0 }, { -32768, 1ul, 0 },
    { 10922, 0ul, 0 }, { 10922, 6148914691236517205ul, 1 },
};
TABLE(3, short, unsigned long, unsigned long) = {
    { 0, 6148914691236517205ul, 0ul }, { 1, 9223372036854775807ul, 0ul },
    { -1, 9223372036854775808ul, 1ul }, { 2, 18446744073709551614ul, 0ul },
    { 7, 18446744073709551615ul, 0ul }, { -10, 7ul, 2635249153387078800ul },
    { 32767, 2ul, 16383ul }, { -32768, 1ul, 18446744073709518848ul },
    { 10922, 6148914691236517205ul, 0ul },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
