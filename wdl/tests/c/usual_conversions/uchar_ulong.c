// expect: 0
/* unsigned char with unsigned long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned char, 2, +, unsigned long, 9223372036854775808ul, 9223372036854775810ul);
FOLDED(unsigned char, 7, +, unsigned long, 18446744073709551614ul, 5ul);
FOLDED(unsigned char, 255, +, unsigned long, 18446744073709551615ul, 254ul);
FOLDED(unsigned char, 254, +, unsigned long, 7ul, 261ul);
FOLDED(unsigned char, 85, +, unsigned long, 6148914691236517205ul, 6148914691236517290ul);
FOLDED(unsigned char, 2, *, unsigned long, 9223372036854775808ul, 0ul);
FOLDED(unsigned char, 7, *, unsigned long, 18446744073709551614ul, 18446744073709551602ul);
FOLDED(unsigned char, 255, *, unsigned long, 18446744073709551615ul, 18446744073709551361ul);
FOLDED(unsigned char, 254, *, unsigned long, 7ul, 1778ul);
FOLDED(unsigned char, 85, *, unsigned long, 6148914691236517205ul, 6148914691236517177ul);
FOLDED(unsigned char, 2, <, unsigned long, 9223372036854775808ul, 1);
FOLDED(unsigned char, 7, <, unsigned long, 18446744073709551614ul, 1);
FOLDED(unsigned char, 255, <, unsigned long, 18446744073709551615ul, 1);
FOLDED(unsigned char, 254, <, unsigned long, 7ul, 0);
FOLDED(unsigned char, 85, <, unsigned long, 6148914691236517205ul, 1);
FOLDED(unsigned char, 1, /, unsigned long, 9223372036854775807ul, 0ul);
FOLDED(unsigned char, 128, /, unsigned long, 2ul, 64ul);
FOLDED(unsigned char, 127, /, unsigned long, 1ul, 127ul);
TABLE(0, unsigned char, unsigned long, unsigned long) = {
    { 0, 0ul, 0ul }, { 0, 6148914691236517205ul, 6148914691236517205ul },
    { 1, 9223372036854775807ul, 9223372036854775808ul },
    { 2, 9223372036854775808ul, 9223372036854775810ul }, { 7, 18446744073709551614ul, 5ul },
    { 255, 18446744073709551615ul, 254ul }, { 254, 7ul, 261ul }, { 128, 2ul, 130ul },
    { 127, 1ul, 128ul }, { 85, 0ul, 85ul }, { 85, 6148914691236517205ul, 6148914691236517290ul },
};
TABLE(1, unsigned char, unsigned long, unsigned long) = {
    { 0, 0ul, 0ul }, { 0, 6148914691236517205ul, 0ul },
    { 1, 9223372036854775807ul, 9223372036854775807ul }, { 2, 9223372036854775808ul, 0ul },
    { 7, 18446744073709551614ul, 18446744073709551602ul },
    { 255, 18446744073709551615ul, 18446744073709551361ul }, { 254, 7ul, 1778ul },
    { 128, 2ul, 256ul }, { 127, 1ul, 127ul }, { 85, 0ul, 0ul },
    { 85, 6148914691236517205ul, 6148914691236517177ul },
};
TABLE(2, unsigned char, unsigned long, int) = {
    { 0, 0ul, 0 }, { 0, 6148914691236517205ul, 1 }, { 1, 9223372036854775807ul, 1 },
    { 2, 9223372036854775808ul, 1 }, { 7, 18446744073709551614ul, 1 },
    { 255, 18446744073709551615ul, 1 }, { 254, 7ul, 0 }, { 128, 2ul, 0 }, { 127, 1ul, 0 },
    { 85, 0ul, 0 }, { 85, 6148914691236517205ul, 1 },
};
TABLE(3, unsigned char, unsigned long, unsigned long) = {
    { 0, 6148914691236517205ul, 0ul }, { 1, 9223372036854775807ul, 0ul },
    { 2, 9223372036854775808ul, 0ul }, { 7, 18446744073709551614ul, 0ul },
    { 255, 18446744073709551615ul, 0ul }, { 254, 7ul, 36ul }, { 128, 2ul, 64ul },
    { 127, 1ul, 127ul }, { 85, 6148914691236517205ul, 0ul },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
