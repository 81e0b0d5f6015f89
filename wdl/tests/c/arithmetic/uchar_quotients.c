// expect: 0
/* Quotients and remainders of unsigned char. */
#include "../table.h"

FOLDED(unsigned char, 7, /, unsigned char, 254, 0);
FOLDED(unsigned char, 255, /, unsigned char, 255, 1);
FOLDED(unsigned char, 128, /, unsigned char, 2, 64);
FOLDED(unsigned char, 85, /, unsigned char, 255, 0);
FOLDED(unsigned char, 7, %, unsigned char, 254, 7);
FOLDED(unsigned char, 255, %, unsigned char, 255, 0);
FOLDED(unsigned char, 128, %, unsigned char, 2, 0);
FOLDED(unsigned char, 85, %, unsigned char, 255, 85);
TABLE(0, unsigned char, unsigned char, int) = {
    { 0, 255, 0 }, { 0, 85, 0 }, { 1, 7, 0 }, { 1, 127, 0 }, { 2, 2, 1 }, { 2, 128, 0 },
    { 7, 1, 7 }, { 7, 254, 0 }, { 255, 255, 1 }, { 255, 85, 3 }, { 254, 7, 36 }, { 254, 127, 2 },
    { 128, 2, 64 }, { 128, 128, 1 }, { 127, 1, 127 }, { 127, 254, 0 }, { 85, 255, 0 },
    { 85, 85, 1 },
};
TABLE(1, unsigned char, unsigned char, int) = {
    { 0, 255, 0 }, { 0, 85, 0 }, { 1, 7, 1 }, { 1, 127, 1 }, { 2, 2, 0 }, { 2, 128, 2 },
    { 7, 1, 0 }, { 7, 254, 7 }, { 255, 255, 0 }, { 255, 85, 0 }, { 254, 7, 2 }, { 254, 127, 0 },
    { 128, 2, 0 }, { 128, 128, 0 }, { 127, 1, 0 }, { 127, 254, 127 }, { 85, 255, 85 },
    { 85, 85, 0 },
};

int main(void) {
    CHECK(0, /, 4);
    CHECK(1, %, 4);
    return 0;
}
