// expect: 0
/* Bit operations of unsigned short. */
#include "../table.h"

FOLDED(unsigned short, 7, &, unsigned short, 21845, 5);
FOLDED(unsigned short, 65535, &, unsigned short, 65535, 65535);
FOLDED(unsigned short, 65534, &, unsigned short, 0, 0);
FOLDED(unsigned short, 32768, &, unsigned short, 32768, 32768);
FOLDED(unsigned short, 32767, &, unsigned short, 2, 2);
FOLDED(unsigned short, 21845, &, unsigned short, 7, 5);
FOLDED(unsigned short, 7, |, unsigned short, 21845, 21847);
FOLDED(unsigned short, 65535, |, unsigned short, 65535, 65535);
FOLDED(unsigned short, 65534, |, unsigned short, 0, 65534);
FOLDED(unsigned short, 32768, |, unsigned short, 32768, 32768);
FOLDED(unsigned short, 32767, |, unsigned short, 2, 32767);
FOLDED(unsigned short, 21845, |, unsigned short, 7, 21847);
FOLDED(unsigned short, 7, ^, unsigned short, 21845, 21842);
FOLDED(unsigned short, 65535, ^, unsigned short, 65535, 0);
FOLDED(unsigned short, 65534, ^, unsigned short, 0, 65534);
FOLDED(unsigned short, 32768, ^, unsigned short, 32768, 0);
FOLDED(unsigned short, 32767, ^, unsigned short, 2, 32765);
FOLDED(unsigned short, 21845, ^, unsigned short, 7, 21842);
TABLE(0, unsigned short, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 65534, 0 }, { 1, 1, 1 }, { 1, 32768, 0 }, { 2, 2, 2 }, { 2, 32767, 2 },
    { 7, 7, 7 }, { 7, 21845, 5 }, { 65535, 65535, 65535 }, { 65534, 0, 0 }, { 65534, 65534, 65534 },
    { 32768, 1, 0 }, { 32768, 32768, 32768 }, { 32767, 2, 2 }, { 32767, 32767, 32767 },
    { 21845, 7, 5 }, { 21845, 21845, 21845 },
};
TABLE(1, unsigned short, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 65534, 65534 }, { 1, 1, 1 }, { 1, 32768, 32769 }, { 2, 2, 2 },
    { 2, 32767, 32767 }, { 7, 7, 7 }, { 7, 21845, 21847 }, { 65535, 65535, 65535 },
    { 65534, 0, 65534 }, { 65534, 65534, 65534 }, { 32768, 1, 32769 }, { 32768, 32768, 32768 },
    { 32767, 2, 32767 }, { 32767, 32767, 32767 }, { 21845, 7, 21847 }, { 21845, 21845, 21845 },
};
TABLE(2, unsigned short, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 65534, 65534 }, { 1, 1, 0 }, { 1, 32768, 32769 }, { 2, 2, 0 },
    { 2, 32767, 32765 }, { 7, 7, 0 }, { 7, 21845, 21842 }, { 65535, 65535, 0 }, { 65534, 0, 65534 },
    { 65534, 65534, 0 }, { 32768, 1, 32769 }, { 32768, 32768, 0 }, { 32767, 2, 32765 },
    { 32767, 32767, 0 }, { 21845, 7, 21842 }, { 21845, 21845, 0 },
};

int main(void) {
    CHECK(0, &, 4);
    CHECK(1, |, 4);
    CHECK(2, ^, 4);
    return 0;
}
