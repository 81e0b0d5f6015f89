// expect: 0
/* Sums, differences and products of unsigned char. */
#include "../table.h"

FOLDED(unsigned char, 7, +, unsigned char, 85, 92);
FOLDED(unsigned char, 255, +, unsigned char, 255, 510);
FOLDED(unsigned char, 254, +, unsigned char, 0, 254);
FOLDED(unsigned char, 128, +, unsigned char, 128, 256);
FOLDED(unsigned char, 127, +, unsigned char, 2, 129);
FOLDED(unsigned char, 85, +, unsigned char, 85, 170);
FOLDED(unsigned char, 7, -, unsigned char, 85, (-78));
FOLDED(unsigned char, 255, -, unsigned char, 255, 0);
FOLDED(unsigned char, 254, -, unsigned char, 0, 254);
FOLDED(unsigned char, 128, -, unsigned char, 128, 0);
FOLDED(unsigned char, 127, -, unsigned char, 2, 125);
FOLDED(unsigned char, 85, -, unsigned char, 85, 0);
FOLDED(unsigned char, 7, *, unsigned char, 85, 595);
FOLDED(unsigned char, 255, *, unsigned char, 255, 65025);
FOLDED(unsigned char, 254, *, unsigned char, 0, 0);
FOLDED(unsigned char, 128, *, unsigned char, 128, 16384);
FOLDED(unsigned char, 127, *, unsigned char, 2, 254);
FOLDED(unsigned char, 85, *, unsigned char, 85, 7225);
TABLE(0, unsigned char, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 254, 254 }, { 1, 1, 2 }, { 1, 128, 129 }, { 2, 2, 4 }, { 2, 127, 129 },
    { 7, 7, 14 }, { 7, 85, 92 }, { 255, 255, 510 }, { 254, 0, 254 }, { 254, 254, 508 },
    { 128, 1, 129 }, { 128, 128, 256 }, { 127, 2, 129 }, { 127, 127, 254 }, { 85, 7, 92 },
    { 85, 85, 170 },
};
TABLE(1, unsigned char, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 254, (-254) }, { 1, 1, 0 }, { 1, 128, (-127) }, { 2, 2, 0 },
    { 2, 127, (-125) }, { 7, 7, 0 }, { 7, 85, (-78) }, { 255, 255, 0 }, { 254, 0, 254 },
    { 254, 254, 0 }, { 128, 1, 127 }, { 128, 128, 0 }, { 127, 2, 125 }, { 127, 127, 0 },
    { 85, 7, 78 }, { 85, 85, 0 },
};
TABLE(2, unsigned char, unsigned char, int) = {
    { 0, 0, 0 }, { 0, 254, 0 }, { 1, 1, 1 }, { 1, 128, 128 }, { 2, 2, 4 }, { 2, 127, 254 },
    { 7, 7, 49 }, { 7, 85, 595 }, { 255, 255, 65025 }, { 254, 0, 0 }, { 254, 254, 64516 },
    { 128, 1, 128 }, { 128, 128, 16384 }, { 127, 2, 254 }, { 127, 127, 16129 }, { 85, 7, 595 },
    { 85, 85, 7225 },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, -, 4);
    CHECK(2, *, 4);
    return 0;
}
