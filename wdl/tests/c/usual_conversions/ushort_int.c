// expect: 0
/* unsigned short with int: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned short, 2, +, int, 2147483647, (-2147483647));
FOLDED(unsigned short, 7, +, int, (-10), (-3));
FOLDED(unsigned short, 65535, +, int, 7, 65542);
FOLDED(unsigned short, 65534, +, int, 2, 65536);
FOLDED(unsigned short, 21845, +, int, 0, 21845);
FOLDED(unsigned short, 2, *, int, 2147483647, (-2));
FOLDED(unsigned short, 7, *, int, (-10), (-70));
FOLDED(unsigned short, 65535, *, int, 7, 458745);
FOLDED(unsigned short, 65534, *, int, 2, 131068);
FOLDED(unsigned short, 21845, *, int, 0, 0);
FOLDED(unsigned short, 2, <, int, 2147483647, 1);
FOLDED(unsigned short, 7, <, int, (-10), 0);
FOLDED(unsigned short, 65535, <, int, 7, 0);
FOLDED(unsigned short, 65534, <, int, 2, 0);
FOLDED(unsigned short, 21845, <, int, 0, 0);
FOLDED(unsigned short, 1, /, int, (-2147483647 - 1), 0);
FOLDED(unsigned short, 32768, /, int, (-1), (-32768));
FOLDED(unsigned short, 32767, /, int, 1, 32767);
TABLE(0, unsigned short, int, int) = {
    { 0, 0, 0 }, { 0, 715827882, 715827882 }, { 1, (-2147483647 - 1), (-2147483647) },
    { 2, 2147483647, (-2147483647) }, { 7, (-10), (-3) }, { 65535, 7, 65542 }, { 65534, 2, 65536 },
    { 32768, (-1), 32767 }, { 32767, 1, 32768 }, { 21845, 0, 21845 },
    { 21845, 715827882, 715849727 },
};
TABLE(1, unsigned short, int, int) = {
    { 0, 0, 0 }, { 0, 715827882, 0 }, { 1, (-2147483647 - 1), (-2147483647 - 1) },
    { 2, 2147483647, (-2) }, { 7, (-10), (-70) }, { 65535, 7, 458745 }, { 65534, 2, 131068 },
    { 32768, (-1), (-32768) }, { 32767, 1, 32767 }, { 21845, 0, 0 },
    { 21845, 715827882, (-715842446) },
};
TABLE(2, unsigned short, int, int) = {
    { 0, 0, 0 }, { 0, 715827882, 1 }, { 1, (-2147483647 - 1), 0 }, { 2, 2147483647, 1 },
    { 7, (-10), 0 }, { 65535, 7, 0 }, { 65534, 2, 0 }, { 32768, (-1), 0 }, { 32767, 1, 0 },
    { 21845, 0, 0 }, { 21845, 715827882, 1 },
};
TABLE(3, unsigned short, int, int) = {
    { 0, 715827882, 0 }, { 1, (-2147483647 - 1), 0 }, { 2, 2147483647, 0 }, { 7, (-10), 0 },
    { 65535, 7, 9362 }, { 65534, 2, 32767 }, { 32768, (-1), (-32768) }, { 32767, 1, 32767 },
    { 21845, 715827882, 0 },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
