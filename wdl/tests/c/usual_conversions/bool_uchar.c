// expect: 0
/* _Bool with unsigned char: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(_Bool, 0, +, unsigned char, 2, 2);
FOLDED(_Bool, 0, +, unsigned char, 254, 254);
FOLDED(_Bool, 0, +, unsigned char, 85, 85);
FOLDED(_Bool, 1, +, unsigned char, 1, 2);
FOLDED(_Bool, 1, +, unsigned char, 255, 256);
FOLDED(_Bool, 1, +, unsigned char, 127, 128);
FOLDED(_Bool, 0, *, unsigned char, 2, 0);
FOLDED(_Bool, 0, *, unsigned char, 254, 0);
FOLDED(_Bool, 0, *, unsigned char, 85, 0);
FOLDED(_Bool, 1, *, unsigned char, 1, 1);
FOLDED(_Bool, 1, *, unsigned char, 255, 255);
FOLDED(_Bool, 1, *, unsigned char, 127, 127);
FOLDED(_Bool, 0, <, unsigned char, 2, 1);
FOLDED(_Bool, 0, <, unsigned char, 254, 1);
FOLDED(_Bool, 0, <, unsigned char, 85, 1);
FOLDED(_Bool, 1, <, unsigned char, 1, 0);
FOLDED(_Bool, 1, <, unsigned char, 255, 1);
FOLDED(_Bool, 1, <, unsigned char, 127, 1);
FOLDED(_Bool, 0, /, unsigned char, 7, 0);
FOLDED(_Bool, 0, /, unsigned char, 128, 0);
FOLDED(_Bool, 1, /, unsigned char, 7, 0);
FOLDED(_Bool, 1, /, unsigned char, 128, 0);
TABLE(0, _Bool, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 1, 1 }, { 0, 2, 2 }, { 0, 7, 7 }, { 0, 255, 255 }, { 0, 254, 254 },
    { 0, 128, 128 }, { 0, 127, 127 }, { 0, 85, 85 }, { 1, 0, 1 }, { 1, 1, 2 }, { 1, 2, 3 },
    { 1, 7, 8 }, { 1, 255, 256 }, { 1, 254, 255 }, { 1, 128, 129 }, { 1, 127, 128 }, { 1, 85, 86 },
};
TABLE(1, _Bool, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 1, 0 }, { 0, 2, 0 }, { 0, 7, 0 }, { 0, 255, 0 }, { 0, 254, 0 }, { 0, 128, 0 },
    { 0, 127, 0 }, { 0, 85, 0 }, { 1, 0, 0 }, { 1, 1, 1 }, { 1, 2, 2 }, { 1, 7, 7 },
    { 1, 255, 255 }, { 1, 254, 254 }, { 1, 128, 128 }, { 1, 127, 127 }, { 1, 85, 85 },
};
TABLE(2, _Bool, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 1, 1 }, { 0, 2, 1 }, { 0, 7, 1 }, { 0, 255, 1 }, { 0, 254, 1 }, { 0, 128, 1 },
    { 0, 127, 1 }, { 0, 85, 1 }, { 1, 0, 0 }, { 1, 1, 0 }, { 1, 2, 1 }, { 1, 7, 1 }, { 1, 255, 1 },
    { 1, 254, 1 }, { 1, 128, 1 }, { 1, 127, 1 }, { 1, 85, 1 },
};
TABLE(3, _Bool, unsigned char, int) = {
    { 0, 1, 0 }, { 0, 2, 0 }, { 0, 7, 0 }, { 0, 255, 0 }, { 0, 254, 0 }, { 0, 128, 0 },
    { 0, 127, 0 }, { 0, 85, 0 }, { 1, 1, 1 }, { 1, 2, 0 }, { 1, 7, 0 }, { 1, 255, 0 },
    { 1, 254, 0 }, { 1, 128, 0 }, { 1, 127, 0 }, { 1, 85, 0 },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
