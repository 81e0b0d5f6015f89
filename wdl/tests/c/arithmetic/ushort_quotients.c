// expect: 0
/* Quotients and remainders of unsigned short. */
#include "../table.h"

FOLDED(unsigned short, 7, /, unsigned short, 65534, 0);
FOLDED(unsigned short, 65535, /, unsigned short, 65535, 1);
FOLDED(unsigned short, 32768, /, unsigned short, 2, 16384);
FOLDED(unsigned short, 7, %, unsigned short, 65534, 7);
FOLDED(unsigned short, 65535, %, unsigned short, 65535, 0);
FOLDED(unsigned short, 32768, %, unsigned short, 2, 0);
TABLE(0, unsigned short, unsigned short, int) = {
    { 0, 65535, 0 }, { 0, 21845, 0 }, { 1, 7, 0 }, { 1, 32767, 0 }, { 2, 2, 1 }, { 2, 32768, 0 },
    { 7, 1, 7 }, { 7, 65534, 0 }, { 65535, 65535, 1 }, { 65535, 21845, 3 }, { 65534, 7, 9362 },
    { 65534, 32767, 2 }, { 32768, 2, 16384 }, { 32768, 32768, 1 }, { 32767, 1, 32767 },
    { 32767, 65534, 0 }, { 21845, 65535, 0 }, { 21845, 21845, 1 },
};
TABLE(1, unsigned short, unsigned short, int) = {
    { 0, 65535, 0 }, { 0, 21845, 0 }, { 1, 7, 1 }, { 1, 32767, 1 }, { 2, 2, 0 }, { 2, 32768, 2 },
    { 7, 1, 0 }, { 7, 65534, 7 }, { 65535, 65535, 0 }, { 65535, 21845, 0 }, { 65534, 7, 0 },
    { 65534, 32767, 0 }, { 32768, 2, 0 }, { 32768, 32768, 0 }, { 32767, 1, 0 },
    { 32767, 65534, 32767 }, { 21845, 65535, 21845 }, { 21845, 21845, 0 },
};

int main(void) {
    CHECK(0, /, 4);
    CHECK(1, %, 4);
    return 0;
}
