// expect: 0
/* unsigned short with unsigned long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned short, 2, +, unsigned long, 9223372036854775808ul, 9223372036854775810ul);
FOLDED(unsigned short, 7, +, unsigned long, 18446744073709551614ul, 5ul);
FOLDED(unsigned short, 65535, +, unsigned long, 18446744073709551615ul, 65534ul);
FOLDED(unsigned short, 65534, +, unsigned long, 7ul, 65541ul);
FOLDED(unsigned short, 21845, +, unsigned long, 0ul, 21845ul);
FOLDED(unsigned short, 2, *, unsigned long, 9223372036854775808ul, 0ul);
FOLDED(unsigned short, 7, *, unsigned long, 18446744073709551614ul, 18446744073709551602ul);
FOLDED(unsigned short, 65535, *, unsigned long, 18446744073709551615ul, 18446744073709486081ul);
FOLDED(unsigned short, 65534, *, unsigned long, 7ul, 458738ul);
FOLDED(unsigned short, 21845, *, unsigned long, 0ul, 0ul);
FOLDED(unsigned short, 2, <, unsigned long, 9223372036854775808ul, 1);
FOLDED(unsigned short, 7, <, unsigned long, 18446744073709551614ul, 1);
FOLDED(unsigned short, 65535, <, unsigned long, 18446744073709551615ul, 1);
FOLDED(unsigned short, 65534, <, unsigned long, 7ul, 0);
FOLDED(unsigned short, 21845, <, unsigned long, 0ul, 0);
FOLDED(unsigned short, 1, /, unsigned long, 9223372036854775807ul, 0ul);
FOLDED(unsigned short, 32768, /, unsigned long, 2ul, 16384ul);
FOLDED(unsigned short, 32767, /, unsigned long, 1ul, 32767ul);
TABLE(0, unsigned short, unsigned long, unsigned long) = {
    { 0, 0ul, 0ul }, { 0, 6148914691236517205ul, 6148914691236517205ul },
    { 1, 9223372036854775807ul, 9223372036854775808ul },
    { 2, 9223372036854775808ul, 9223372036854775810ul }, { 7, 18446744073709551614ul, 5ul },
    { 65535, 18446744073709551615ul, 65534ul }, { 65534, 7ul, 65541ul }, { 32768, 2ul, 32770ul },
    { 32767, 1ul, 32768ul }, { 21845, 0ul, 21845ul },
    { 21845, 6148914691236517205ul, 6148914691236539050ul },
};
TABLE(1, unsigned short, unsigned long, unsigned long) = {
    { 0, 0ul, 0ul }, { 0, 6148914691236517205ul, 0ul },
    { 1, 9223372036854775807ul, 9223372036854775807ul }, { 2, 9223372036854775808ul, 0ul },
    { 7, 18446744073709551614ul, 18446744073709551602ul },
    { 65535, 18446744073709551615ul, 18446744073709486081ul }, { 65534, 7ul, 458738ul },
    { 32768, 2ul, 65536ul }, { 32767, 1ul, 32767ul }, { 21845, 0ul, 0ul },
    { 21845, 6148914691236517205ul, 12297829382473027129ul },
};
TABLE(2, unsigned short, unsigned long, int) = {
    { 0, 0ul, 0 }, { 0, 6148914691236517205ul, 1 }, { 1, 9223372036854775807ul, 1 },
    { 2, 9223372036854775808ul, 1 }, { 7, 18446744073709551614ul, 1 },
    { 65535, 18446744073709551615ul, 1 }, { 65534, 7ul, 0 }, { 32768, 2ul, 0 }, { 32767, 1ul, 0 },
    { 21845, 0ul, 0 }, { 21845, 6148914691236517205ul, 1 },
};
TABLE(3, unsigned short, unsigned long, unsigned long) = {
    { 0, 6148914691236517205ul, 0ul }, { 1, 9223372036854775807ul, 0ul },
    { 2, 9223372036854775808ul, 0ul }, { 7, 18446744073709551614ul, 0ul },
    { 65535, 18446744073709551615ul, 0ul }, { 65534, 7ul, 9362ul }, { 32768, 2ul, 16384ul },
    { 32767, 1ul, 32767ul }, { 21845, 6148914691236517205ul, 0ul },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
