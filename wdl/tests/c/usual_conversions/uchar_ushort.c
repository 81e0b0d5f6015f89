// expect: 0
/* unsigned char with unsigned short: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned char, 2, +, unsigned short, 32768, 32770);
FOLDED(unsigned char, 7, +, unsigned short, 65534, 65541);
FOLDED(unsigned char, 255, +, unsigned short, 65535, 65790);
FOLDED(unsigned char, 254, +, unsigned short, 7, 261);
FOLDED(unsigned char, 85, +, unsigned short, 21845, 21930);
FOLDED(unsigned char, 2, *, unsigned short, 32768, 65536);
FOLDED(unsigned char, 7, *, unsigned short, 65534, 458738);
FOLDED(unsigned char, 255, *, unsigned short, 65535, 16711425);
FOLDED(unsigned char, 254, *, unsigned short, 7, 1778);
FOLDED(unsigned char, 85, *, unsigned short, 21845, 1856825);
FOLDED(unsigned char, 2, <, unsigned short, 32768, 1);
FOLDED(unsigned char, 7, <, unsigned short, 65534, 1);
FOLDED(unsigned char, 255, <, unsigned short, 65535, 1);
FOLDED(unsigned char, 254, <, unsigned short, 7, 0);
FOLDED(unsigned char, 85, <, unsigned short, 21845, 1);
FOLDED(unsigned char, 1, /, unsigned short, 32767, 0);
FOLDED(unsigned char, 128, /, unsigned short, 2, 64);
FOLDED(unsigned char, 127, /, unsigned short, 1, 127);
TABLE(0, unsigned char, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 21845, 21845 }, { 1, 32767, 32768 }, { 2, 32768, 32770 }, { 7, 65534, 65541 },
    { 255, 65535, 65790 }, { 254, 7, 261 }, { 128, 2, 130 }, { 127, 1, 128 }, { 85, 0, 85 },
    { 85, 21845, 21930 },
};
TABLE(1, unsigned char, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 21845, 0 }, { 1, 32767, 32767 }, { 2, 32768, 65536 }, { 7, 65534, 458738 },
    { 255, 65535, 16711425 }, { 254, 7, 1778 }, { 128, 2, 256 }, { 127, 1, 127 }, { 85, 0, 0 },
    { 85, 21845, 1856825 },
};
TABLE(2, unsigned char, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 21845, 1 }, { 1, 32767, 1 }, { 2, 32768, 1 }, { 7, 65534, 1 },
    { 255, 65535, 1 }, { 254, 7, 0 }, { 128, 2, 0 }, { 127, 1, 0 }, { 85, 0, 0 }, { 85, 21845, 1 },
};
TABLE(3, unsigned char, unsigned short, int) = {
    { 0, 21845, 0 }, { 1, 32767, 0 }, { 2, 32768, 0 }, { 7, 65534, 0 }, { 255, 65535, 0 },
    { 254, 7, 36 }, { 128, 2, 64 }, { 127, 1, 127 }, { 85, 21845, 0 },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
