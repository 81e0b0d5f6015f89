// expect: 0
/* Comparisons of unsigned long. */
#include "../table.h"

FOLDED(unsigned long, 2ul, ==, unsigned long, 0ul, 0);
FOLDED(unsigned long, 9223372036854775808ul, ==, unsigned long, 0ul, 0);
FOLDED(unsigned long, 6148914691236517205ul, ==, unsigned long, 0ul, 0);
FOLDED(unsigned long, 2ul, !=, unsigned long, 0ul, 1);
FOLDED(unsigned long, 9223372036854775808ul, !=, unsigned long, 0ul, 1);
FOLDED(unsigned long, 6148914691236517205ul, !=, unsigned long, 0ul, 1);
FOLDED(unsigned long, 2ul, <, unsigned long, 0ul, 0);
FOLDED(unsigned long, 9223372036854775808ul, <, unsigned long, 0ul, 0);
FOLDED(unsigned long, 6148914691236517205ul, <, unsigned long, 0ul, 0);
FOLDED(unsigned long, 2ul, <=, unsigned long, 0ul, 0);
FOLDED(unsigned long, 9223372036854775808ul, <=, unsigned long, 0ul, 0);
FOLDED(unsigned long, 6148914691236517205ul, <=, unsigned long, 0ul, 0);
FOLDED(unsigned long, 2ul, >, unsigned long, 0ul, 1);
FOLDED(unsigned long, 9223372036854775808ul, >, unsigned long, 0ul, 1);
FOLDED(unsigned long, 6148914691236517205ul, >, unsigned long, 0ul, 1);
FOLDED(unsigned long, 2ul, >=, unsigned long, 0ul, 1);
FOLDED(unsigned long, 9223372036854775808ul, >=, unsigned long, 0ul, 1);
FOLDED(unsigned long, 6148914691236517205ul, >=, unsigned long, 0ul, 1);
TABLE(0, unsigned long, unsigned long, int) = {
    { 0ul, 0ul, 1 }, { 0ul, 9223372036854775808ul, 0 }, { 1ul, 7ul, 0 }, { 2ul, 0ul, 0 },
    { 2ul, 9223372036854775808ul, 0 }, { 7ul, 7ul, 1 }, { 18446744073709551615ul, 0ul, 0 },
    { 18446744073709551615ul, 9223372036854775808ul, 0 }, { 18446744073709551614ul, 7ul, 0 },
    { 9223372036854775808ul, 0ul, 0 }, { 9223372036854775808ul, 9223372036854775808ul, 1 },
    { 9223372036854775807ul, 7ul, 0 }, { 6148914691236517205ul, 0ul, 0 },
    { 6148914691236517205ul, 9223372036854775808ul, 0 },
};
TABLE(1, unsigned long, unsigned long, int) = {
    { 0ul, 0ul, 0 }, { 0ul, 9223372036854775808ul, 1 }, { 1ul, 7ul, 1 }, { 2ul, 0ul, 1 },
    { 2ul, 9223372036854775808ul, 1 }, { 7ul, 7ul, 0 }, { 18446744073709551615ul, 0ul, 1 },
    { 18446744073709551615ul, 9223372036854775808ul, 1 }, { 18446744073709551614ul, 7ul, 1 },
    { 9223372036854775808ul, 0ul, 1 }, { 9223372036854775808ul, 9223372036854775808ul, 0 },
    { 9223372036854775807ul, 7ul, 1 }, { 6148914691236517205ul, 0ul, 1 },
    { 6148914691236517205ul, 9223372036854775808ul, 1 },
};
TABLE(2, unsigned long, unsigned long, int) = {
    { 0ul, 0ul, 0 }, { 0ul, 9223372036854775808ul, 1 }, { 1ul, 7ul, 1 }, { 2ul, 0ul, 0 },
    { 2ul, 9223372036854775808ul, 1 }, { 7ul, 7ul, 0 }, { 18446744073709551615ul, 0ul, 0 },
    { 18446744073709551615ul, 9223372036854775808ul, 0 }, { 18446744073709551614ul, 7ul, 0 },
    { 9223372036854775808ul, 0ul, 0 }, { 9223372036854775808ul, 9223372036854775808ul, 0 },
    { 9223372036854775807ul, 7ul, 0 }, { 6148914691236517205ul, 0ul, 0 },
    { 6148914691236517205ul, 9223372036854775808ul, 1 },
};
TABLE(3, unsigned long, unsigned long, int) = {
    { 0ul, 0ul, 1 }, { 0ul, 9223372036854775808ul, 1 }, { 1ul, 7ul, 1 }, { 2ul, 0ul, 0 },
    { 2ul, 9223372036854775808ul, 1 }, { 7ul, 7ul, 1 }, { 18446744073709551615ul, 0ul, 0 },
    { 18446744073709551615ul, 9223372036854775808ul, 0 }, { 18446744073709551614ul, 7ul, 0 },
    { 9223372036854775808ul, 0ul, 0 }, { 9223372036854775808ul, 9223372036854775808ul, 1 },
    { 9223372036854775807ul, 7ul, 0 }, { 6148914691236517205ul, 0ul, 0 },
    { 6148914691236517205ul, 9223372036854775808ul, 1 },
};
TABLE(4, unsigned long, unsigned long, int) = {
    { 0ul, 0ul, 0 }, { 0ul, 9223372036854775808ul, 0 }, { 1ul, 7ul, 0 }, { 2ul, 0ul, 1 },
    { 2ul, 9223372036854775808ul, 0 }, { 7ul, 7ul, 0 }, { 18446744073709551615ul, 0ul, 1 },
    { 18446744073709551615ul, 9223372036854775808ul, 1 }, { 18446744073709551614ul, 7ul, 1 },
    { 9223372036854775808ul, 0ul, 1 }, { 9223372036854775808ul, 9223372036854775808ul, 0 },
    { 9223372036854775807ul, 7ul, 1 }, { 6148914691236517205ul, 0ul, 1 },
    { 6148914691236517205ul, 9223372036854775808ul, 0 },
};
TABLE(5, unsigned long, unsigned long, int) = {
    { 0ul, 0ul, 1 }, { 0ul, 9223372036854775808ul, 0 }, { 1ul, 7ul, 0 }, { 2ul, 0ul, 1 },
    { 2ul, 9223372036854775808ul, 0 }, { 7ul, 7ul, 1 }, { 18446744073709551615ul, 0ul, 1 },
    { 18446744073709551615ul, 9223372036854775808ul, 1 }, { 18446744073709551614ul, 7ul, 1 },
    { 9223372036854775808ul, 0ul, 1 }, { 9223372036854775808ul, 9223372036854775808ul, 1 },
    { 9223372036854775807ul, 7ul, 1 }, { 6148914691236517205ul, 0ul, 1 },
    { 6148914691236517205ul, 9223372036854775808ul, 0 },
};

int main(void) {
    CHECK(0, ==, 4);
    CHECK(1, !=, 4);
    CHECK(2, <, 4);
    CHECK(3, <=, 4);
    CHECK(4, >, 4);
    CHECK(5, >=, 4);
    return 0;
}
