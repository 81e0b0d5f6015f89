// expect: 0
/* short with unsigned short: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(short, -1, +, unsigned short, 32768, 32767);
FOLDED(short, -10, +, unsigned short, 7, (-3));
FOLDED(short, 32767, +, unsigned short, 2, 32769);
FOLDED(short, 10922, +, unsigned short, 0, 10922);
FOLDED(short, -1, *, unsigned short, 32768, (-32768));
FOLDED(short, -10, *, unsigned short, 7, (-70));
FOLDED(short, 32767, *, unsigned short, 2, 65534);
FOLDED(short, 10922, *, unsigned short, 0, 0);
FOLDED(short, -1, <, unsigned short, 32768, 1);
FOLDED(short, -10, <, unsigned short, 7, 1);
FOLDED(short, 32767, <, unsigned short, 2, 0);
FOLDED(short, 10922, <, unsigned short, 0, 0);
FOLDED(short, 1, /, unsigned short, 32767, 0);
FOLDED(short, 2, /, unsigned short, 65534, 0);
FOLDED(short, 7, /, unsigned short, 65535, 0);
FOLDED(short, -32768, /, unsigned short, 1, (-32768));
TABLE(0, short, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 21845, 21845 }, { 1, 32767, 32768 }, { -1, 32768, 32767 },
    { 2, 65534, 65536 }, { 7, 65535, 65542 }, { -10, 7, (-3) }, { 32767, 2, 32769 },
    { -32768, 1, (-32767) }, { 10922, 0, 10922 }, { 10922, 21845, 32767 },
};
TABLE(1, short, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 21845, 0 }, { 1, 32767, 32767 }, { -1, 32768, (-32768) },
    { 2, 65534, 131068 }, { 7, 65535, 458745 }, { -10, 7, (-70) }, { 32767, 2, 65534 },
    { -32768, 1, (-32768) }, { 10922, 0, 0 }, { 10922, 21845, 238591090 },
};
TABLE(2, short, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 21845, 1 }, { 1, 32767, 1 }, { -1, 32768, 1 }, { 2, 65534, 1 },
    { 7, 65535, 1 }, { -10, 7, 1 }, { 32767, 2, 0 }, { -32768, 1, 1 }, { 10922, 0, 0 },
    { 10922, 21845, 1 },
};
TABLE(3, short, unsigned short, int) = {
    { 0, 21845, 0 }, { 1, 32767, 0 }, { -1, 32768, 0 }, { 2, 65534, 0 }, { 7, 65535, 0 },
    { -10, 7, (-1) }, { 32767, 2, 16383 }, { -32768, 1, (-32768) }, { 10922, 21845, 0 },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
