// expect: 0
/* unsigned int with unsigned long: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned int, 2u, +, unsigned long, 9223372036854775808ul, 9223372036854775810ul);
FOLDED(unsigned int, 7u, +, unsigned long, 18446744073709551614ul, 5ul);
FOLDED(unsigned int, 4294967295u, +, unsigned long, 18446744073709551615ul, 4294967294ul);
FOLDED(unsigned int, 4294967294u, +, unsigned long, 7ul, 4294967301ul);
FOLDED(unsigned int, 1431655765u, +, unsigned long, 6148914691236517205ul, 6148914692668172970ul);
FOLDED(unsigned int, 2u, *, unsigned long, 9223372036854775808ul, 0ul);
FOLDED(unsigned int, 7u, *, unsigned long, 18446744073709551614ul, 18446744073709551602ul);
FOLDED(unsigned int, 4294967295u, *, unsigned long, 18446744073709551615ul, 18446744069414584321ul);
FOLDED(unsigned int, 4294967294u, *, unsigned long, 7ul, 30064771058ul);
FOLDED(unsigned int, 1431655765u, *, unsigned long, 6148914691236517205ul, 6148914690759298617ul);
FOLDED(unsigned int, 2u, <, unsigned long, 9223372036854775808ul, 1);
FOLDED(unsigned int, 7u, <, unsigned long, 18446744073709551614ul, 1);
FOLDED(unsigned int, 4294967295u, <, unsigned long, 18446744073709551615ul, 1);
FOLDED(unsigned int, 4294967294u, <, unsigned long, 7ul, 0);
FOLDED(unsigned int, 1431655765u, <, unsigned long, 6148914691236517205ul, 1);
FOLDED(unsigned int, 1u, /, unsigned long, 9223372036854775807ul, 0ul);
FOLDED(unsigned int, 2147483648u, /, unsigned long, 2ul, 1073741824ul);
FOLDED(unsigned int, 2147483647u, /, unsigned long, 1ul, 2147483647ul);
TABLE(0, unsigned int, unsigned long, unsigned long) = {
    { 0u, 0ul, 0ul }, { 0u, 6148914691236517205ul, 6148914691236517205ul },
    { 1u, 9223372036854775807ul, 9223372036854775808ul },
    { 2u, 9223372036854775808ul, 9223372036854775810ul }, { 7u, 18446744073709551614ul, 5ul },
    { 4294967295u, 18446744073709551615ul, 4294967294ul }, { 4294967294u, 7ul, 4294967301ul },
    { 2147483648u, 2ul, 2147483650ul }, { 2147483647u, 1ul, 2147483648ul },
    { 1431655765u, 0ul, 1431655765ul },
    { 1431655765u, 6148914691236517205ul, 6148914692668172970ul },
};
TABLE(1, unsigned int, unsigned long, unsigned long) = {
    { 0u, 0ul, 0ul }, { 0u, 6148914691236517205ul, 0ul },
    { 1u, 9223372036854775807ul, 9223372036854775807ul }, { 2u, 9223372036854775808ul, 0ul },
    { 7u, 18446744073709551614ul, 18446744073709551602ul },
    { 4294967295u, 18446744073709551615ul, 18446744069414584321ul },
    { 4294967294u, 7ul, 30064771058ul }, { 2147483648u, 2ul, 4294967296ul },
    { 2147483647u, 1ul, 2147483647ul }, { 1431655765u, 0ul, 0ul },
    { 1431655765u, 6148914691236517205ul, 6148914690759298617ul },
};
TABLE(2, unsigned int, unsigned long, int) = {
    { 0u, 0ul, 0 }, { 0u, 6148914691236517205ul, 1 }, { 1u, 9223372036854775807ul, 1 },
    { 2u, 9223372036854775808ul, 1 }, { 7u, 18446744073709551614ul, 1 },
    { 4294967295u, 18446744073709551615ul, 1 }, { 4294967294u, 7ul, 0 }, { 2147483648u, 2ul, 0 },
    { 2147483647u, 1ul, 0 }, { 1431655765u, 0ul, 0 }, { 1431655765u, 6148914691236517205ul, 1 },
};
TABLE(3, unsigned int, unsigned long, unsigned long) = {
    { 0u, 6148914691236517205ul, 0ul }, { 1u, 9223372036854775807ul, 0ul },
    { 2u, 9223372036854775808ul, 0ul }, { 7u, 18446744073709551614ul, 0ul },
    { 4294967295u, 18446744073709551615ul, 0ul }, { 4294967294u, 7ul, 613566756ul },
    { 2147483648u, 2ul, 1073741824ul }, { 2147483647u, 1ul, 2147483647ul },
    { 1431655765u, 6148914691236517205ul, 0ul },
};

int main(void) {
    CHECK(0, +, 8);
    CHECK(1, *, 8);
    CHECK(2, <, 4);
    CHECK(3, /, 8);
    return 0;
}
