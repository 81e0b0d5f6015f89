// expect: 0
/* Sums, differences and products of unsigned int. */
#include "../table.h"

FOLDED(unsigned int, 7u, +, unsigned int, 1431655765u, 1431655772u);
FOLDED(unsigned int, 4294967295u, +, unsigned int, 4294967295u, 4294967294u);
FOLDED(unsigned int, 4294967294u, +, unsigned int, 0u, 4294967294u);
FOLDED(unsigned int, 2147483648u, +, unsigned int, 2147483648u, 0u);
FOLDED(unsigned int, 2147483647u, +, unsigned int, 2u, 2147483649u);
FOLDED(unsigned int, 1431655765u, +, unsigned int, 1431655765u, 2863311530u);
FOLDED(unsigned int, 7u, -, unsigned int, 1431655765u, 2863311538u);
FOLDED(unsigned int, 4294967295u, -, unsigned int, 4294967295u, 0u);
FOLDED(unsigned int, 4294967294u, -, unsigned int, 0u, 4294967294u);
FOLDED(unsigned int, 2147483648u, -, unsigned int, 2147483648u, 0u);
FOLDED(unsigned int, 2147483647u, -, unsigned int, 2u, 2147483645u);
FOLDED(unsigned int, 1431655765u, -, unsigned int, 1431655765u, 0u);
FOLDED(unsigned int, 7u, *, unsigned int, 1431655765u, 1431655763u);
FOLDED(unsigned int, 4294967295u, *, unsigned int, 4294967295u, 1u);
FOLDED(unsigned int, 4294967294u, *, unsigned int, 0u, 0u);
FOLDED(unsigned int, 2147483648u, *, unsigned int, 2147483648u, 0u);
FOLDED(unsigned int, 2147483647u, *, unsigned int, 2u, 4294967294u);
FOLDED(unsigned int, 1431655765u, *, unsigned int, 1431655765u, 954437177u);
TABLE(0, unsigned int, unsigned int, unsigned int) = {
    { 0u, 0u, 0u }, { 0u, 4294967294u, 4294967294u }, { 1u, 1u, 2u },
    { 1u, 2147483648u, 2147483649u }, { 2u, 2u, 4u }, { 2u, 2147483647u, 2147483649u },
    { 7u, 7u, 14u }, { 7u, 1431655765u, 1431655772u }, { 4294967295u, 4294967295u, 4294967294u },
    { 4294967294u, 0u, 4294967294u }, { 4294967294u, 4294967294u, 4294967292u },
    { 2147483648u, 1u, 2147483649u }, { 2147483648u, 2147483648u, 0u },
    { 2147483647u, 2u, 2147483649u }, { 2147483647u, 2147483647u, 4294967294u },
    { 1431655765u, 7u, 1431655772u }, { 1431655765u, 1431655765u, 2863311530u },
};
TABLE(1, unsigned int, unsigned int, unsigned int) = {
    { 0u, 0u, 0u }, { 0u, 4294967294u, 2u }, { 1u, 1u, 0u }, { 1u, 2147483648u, 2147483649u },
    { 2u, 2u, 0u }, { 2u, 2147483647u, 2147483651u }, { 7u, 7u, 0u },
    { 7u, 1431655765u, 2863311538u }, { 4294967295u, 4294967295u, 0u },
    { 4294967294u, 0u, 4294967294u }, { 4294967294u, 4294967294u, 0u },
    { 2147483648u, 1u, 2147483647u }, { 2147483648u, 2147483648u, 0u },
    { 2147483647u, 2u, 2147483645u }, { 2147483647u, 2147483647u, 0u },
    { 1431655765u, 7u, 1431655758u }, { 1431655765u, 1431655765u, 0u },
};
TABLE(2, unsigned int, unsigned int, unsigned int) = {
    { 0u, 0u, 0u }, { 0u, 4294967294u, 0u }, { 1u, 1u, 1u }, { 1u, 2147483648u, 2147483648u },
    { 2u, 2u, 4u }, { 2u, 2147483647u, 4294967294u }, { 7u, 7u, 49u },
    { 7u, 1431655765u, 1431655763u }, { 4294967295u, 4294967295u, 1u }, { 4294967294u, 0u, 0u },
    { 4294967294u, 4294967294u, 4u }, { 2147483648u, 1u, 2147483648u },
    { 2147483648u, 2147483648u, 0u }, { 2147483647u, 2u, 4294967294u },
    { 2147483647u, 2147483647u, 1u }, { 1431655765u, 7u, 1431655763u },
    { 1431655765u, 1431655765u, 954437177u },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, -, 4);
    CHECK(2, *, 4);
    return 0;
}
