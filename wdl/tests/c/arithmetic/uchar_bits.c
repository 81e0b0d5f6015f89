// expect: 0
/* Bit operations of unsigned char. */
#include "../table.h"

FOLDED(unsigned char, 7, &, unsigned char, 85, 5);
FOLDED(unsigned char, 255, &, unsigned char, 255, 255);
FOLDED(unsigned char, 254, &, unsigned char, 0, 0);
FOLDED(unsigned char, 128, &, unsigned char, 128, 128);
FOLDED(unsigned char, 127, &, unsigned char, 2, 2);
FOLDED(unsigned char, 85, &, unsigned char, 85, 85);
FOLDED(unsigned char, 7, |, unsigned char, 85, 87);
FOLDED(unsigned char, 255, |, unsigned char, 255, 255);
FOLDED(unsigned char, 254, |, unsigned char, 0, 254);
FOLDED(unsigned char, 128, |, unsigned char, 128, 128);
FOLDED(unsigned char, 127, |, unsigned char, 2, 127);
FOLDED(unsigned char, 85, |, unsigned char, 85, 85);
FOLDED(unsigned char, 7, ^, unsigned char, 85, 82);
FOLDED(unsigned char, 255, ^, unsigned char, 255, 0);
FOLDED(unsigned char, 254, ^, unsigned char, 0, 254);
FOLDED(unsigned char, 128, ^, unsigned char, 128, 0);
FOLDED(unsigned char, 127, ^, unsigned char, 2, 125);
FOLDED(unsigned char, 85, ^, unsigned char, 85, 0);
TABLE(0, unsigned char, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 254, 0 }, { 1, 1, 1 }, { 1, 128, 0 }, { 2, 2, 2 }, { 2, 127, 2 }, { 7, 7, 7 },
    { 7, 85, 5 }, { 255, 255, 255 }, { 254, 0, 0 }, { 254, 254, 254 }, { 128, 1, 0 },
    { 128, 128, 128 }, { 127, 2, 2 }, { 127, 127, 127 }, { 85, 7, 5 }, { 85, 85, 85 },
};
TABLE(1, unsigned char, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 254, 254 }, { 1, 1, 1 }, { 1, 128, 129 }, { 2, 2, 2 }, { 2, 127, 127 },
    { 7, 7, 7 }, { 7, 85, 87 }, { 255, 255, 255 }, { 254, 0, 254 }, { 254, 254, 254 },
    { 128, 1, 129 }, { 128, 128, 128 }, { 127, 2, 127 }, { 127, 127, 127 }, { 85, 7, 87 },
    { 85, 85, 85 },
};
TABLE(2, unsigned char, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 254, 254 }, { 1, 1, 0 }, { 1, 128, 129 }, { 2, 2, 0 }, { 2, 127, 125 },
    { 7, 7, 0 }, { 7, 85, 82 }, { 255, 255, 0 }, { 254, 0, 254 }, { 254, 254, 0 }, { 128, 1, 129 },
    { 128, 128, 0 }, { 127, 2, 125 }, { 127, 127, 0 }, { 85, 7, 82 }, { 85, 85, 0 },
};

int main(void) {
    CHECK(0, &, 4);
    CHECK(1, |, 4);
    CHECK(2, ^, 4);
    return 0;
}
