// expect: 0
/* _Bool with unsigned short: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(_Bool, 0, +, unsigned short, 2, 2);
FOLDED(_Bool, 0, +, unsigned short, 65534, 65534);
FOLDED(_Bool, 0, +, unsigned short, 21845, 21845);
FOLDED(_Bool, 1, +, unsigned short, 1, 2);
FOLDED(_Bool, 1, +, unsigned short, 65535, 65536);
FOLDED(_Bool, 1, +, unsigned short, 32767, 32768);
FOLDED(_Bool, 0, *, unsigned short, 2, 0);
FOLDED(_Bool, 0, *, unsigned short, 65534, 0);
FOLDED(_Bool, 0, *, unsigned short, 21845, 0);
FOLDED(_Bool, 1, *, unsigned short, 1, 1);
FOLDED(_Bool, 1, *, unsigned short, 65535, 65535);
FOLDED(_Bool, 1, *, unsigned short, 32767, 32767);
FOLDED(_Bool, 0, <, unsigned short, 2, 1);
FOLDED(_Bool, 0, <, unsigned short, 65534, 1);
FOLDED(_Bool, 0, <, unsigned short, 21845, 1);
FOLDED(_Bool, 1, <, unsigned short, 1, 0);
FOLDED(_Bool, 1, <, unsigned short, 65535, 1);
FOLDED(_Bool, 1, <, unsigned short, 32767, 1);
FOLDED(_Bool, 0, /, unsigned short, 7, 0);
FOLDED(_Bool, 0, /, unsigned short, 32768, 0);
FOLDED(_Bool, 1, /, unsigned short, 7, 0);
FOLDED(_Bool, 1, /, unsigned short, 32768, 0);
TABLE(0, _Bool, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 1, 1 }, { 0, 2, 2 }, { 0, 7, 7 }, { 0, 65535, 65535 }, { 0, 65534, 65534 },
    { 0, 32768, 32768 }, { 0, 32767, 32767 }, { 0, 21845, 21845 }, { 1, 0, 1 }, { 1, 1, 2 },
    { 1, 2, 3 }, { 1, 7, 8 }, { 1, 65535, 65536 }, { 1, 65534, 65535 }, { 1, 32768, 32769 },
    { 1, 32767, 32768 }, { 1, 21845, 21846 },
};
TABLE(1, _Bool, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 1, 0 }, { 0, 2, 0 }, { 0, 7, 0 }, { 0, 65535, 0 }, { 0, 65534, 0 },
    { 0, 32768, 0 }, { 0, 32767, 0 }, { 0, 21845, 0 }, { 1, 0, 0 }, { 1, 1, 1 }, { 1, 2, 2 },
    { 1, 7, 7 }, { 1, 65535, 65535 }, { 1, 65534, 65534 }, { 1, 32768, 32768 }, { 1, 32767, 32767 },
    { 1, 21845, 21845 },
};
TABLE(2, _Bool, unsigned short, int) = {
    { 0, 0, 0 }, { 0, 1, 1 }, { 0, 2, 1 }, { 0, 7, 1 }, { 0, 65535, 1 }, { 0, 65534, 1 },
    { 0, 32768, 1 }, { 0, 32767, 1 }, { 0, 21845, 1 }, { 1, 0, 0 }, { 1, 1, 0 }, { 1, 2, 1 },
    { 1, 7, 1 }, { 1, 65535, 1 }, { 1, 65534, 1 }, { 1, 32768, 1 }, { 1, 32767, 1 },
    { 1, 21845, 1 },
};
TABLE(3, _Bool, unsigned short, int) = {
    { 0, 1, 0 }, { 0, 2, 0 }, { 0, 7, 0 }, { 0, 65535, 0 }, { 0, 65534, 0 }, { 0, 32768, 0 },
    { 0, 32767, 0 }, { 0, 21845, 0 }, { 1, 1, 1 }, { 1, 2, 0 }, { 1, 7, 0 }, { 1, 65535, 0 },
    { 1, 65534, 0 }, { 1, 32768, 0 }, { 1, 32767, 0 }, { 1, 21845, 0 },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
