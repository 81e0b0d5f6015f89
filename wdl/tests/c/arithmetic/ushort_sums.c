// expect: 0
/* Sums, differences and products of unsigned short. */
#include "../table.h"

FOLDED(unsigned short, 7, +, unsigned short, 21845, 21852);
FOLDED(unsigned short, 65535, +, unsigned short, 65535, 131070);
FOLDED(unsigned short, 65534, +, unsigned short, 0, 65534);
FOLDED(unsigned short, 32768, +, unsigned short, 32768, 65536);
FOLDED(unsigned short, 32767, +, unsigned short, 2, 32769);
FOLDED(unsigned short, 21845, +, unsigned short, 7, 21852);
FOLDED(unsigned short, 7, -, unsigned short, 21845, (-21838));
FOLDED(unsigned short, 65535, -, unsigned short, 65535, 0);
FOLDED(unsigned short, 65534, -, unsigned short, 0, 65534);
FOLDED(unsigned short, 32768, -, unsigned short, 32768, 0);
FOLDED(unsigned short, 32767, -, unsigned short, 2, 32765);
FOLDED(unsigned short, 21845, -, unsigned short, 7, 21838);
FOLDED(unsigned short, 7, *, unsigned short, 21845, 152915);
FOLDED(unsigned short, 65535, *, unsigned short, 65535, (-131071));
FOLDED(unsigned short, 65534, *, unsigned short, 0, 0);
FOLDED(unsigned short, 32768, *, unsigned short, 32768, 1073741824);
FOLDED(unsigned short, 32767, *, unsigned short, 2, 65534);
FOLDED(unsigned short, 21845, *, unsigned short, 7, 152915);
TABLE(0, unsigned short, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 65534, 65534 }, { 1, 1, 2 }, { 1, 32768, 32769 }, { 2, 2, 4 },
    { 2, 32767, 32769 }, { 7, 7, 14 }, { 7, 21845, 21852 }, { 65535, 65535, 131070 },
    { 65534, 0, 65534 }, { 65534, 65534, 131068 }, { 32768, 1, 32769 }, { 32768, 32768, 65536 },
    { 32767, 2, 32769 }, { 32767, 32767, 65534 }, { 21845, 7, 21852 }, { 21845, 21845, 43690 },
};
TABLE(1, unsigned short, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 65534, (-65534) }, { 1, 1, 0 }, { 1, 32768, (-32767) }, { 2, 2, 0 },
    { 2, 32767, (-32765) }, { 7, 7, 0 }, { 7, 21845, (-21838) }, { 65535, 65535, 0 },
    { 65534, 0, 65534 }, { 65534, 65534, 0 }, { 32768, 1, 32767 }, { 32768, 32768, 0 },
    { 32767, 2, 32765 }, { 32767, 32767, 0 }, { 21845, 7, 21838 }, { 21845, 21845, 0 },
};
TABLE(2, unsigned short, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 65534, 0 }, { 1, 1, 1 }, { 1, 32768, 32768 }, { 2, 2, 4 },
    { 2, 32767, 65534 }, { 7, 7, 49 }, { 7, 21845, 152915 }, { 65535, 65535, (-131071) },
    { 65534, 0, 0 }, { 65534, 65534, (-262140) }, { 32768, 1, 32768 }, { 32768, 32768, 1073741824 },
    { 32767, 2, 65534 }, { 32767, 32767, 1073676289 }, { 21845, 7, 152915 },
    { 21845, 21845, 477204025 },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, -, 4);
    CHECK(2, *, 4);
    return 0;
}
