// expect: 0
/* unsigned char with short: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(unsigned char, 2, +, short, 32767, 32769);
FOLDED(unsigned char, 7, +, short, -10, (-3));
FOLDED(unsigned char, 255, +, short, 7, 262);
FOLDED(unsigned char, 254, +, short, 2, 256);
FOLDED(unsigned char, 85, +, short, 10922, 11007);
FOLDED(unsigned char, 2, *, short, 32767, 65534);
FOLDED(unsigned char, 7, *, short, -10, (-70));
FOLDED(unsigned char, 255, *, short, 7, 1785);
FOLDED(unsigned char, 254, *, short, 2, 508);
FOLDED(unsigned char, 85, *, short, 10922, 928370);
FOLDED(unsigned char, 2, <, short, 32767, 1);
FOLDED(unsigned char, 7, <, short, -10, 0);
FOLDED(unsigned char, 255, <, short, 7, 0);
FOLDED(unsigned char, 254, <, short, 2, 0);
FOLDED(unsigned char, 85, <, short, 10922, 1);
FOLDED(unsigned char, 1, /, short, -32768, 0);
FOLDED(unsigned char, 128, /, short, -1, (-128));
FOLDED(unsigned char, 127, /, short, 1, 127);
TABLE(0, unsigned char, short, int) = {
    { 0, 0, 0 }, { 0, 10922, 10922 }, { 1, -32768, (-32767) }, { 2, 32767, 32769 },
    { 7, -10, (-3) }, { 255, 7, 262 }, { 254, 2, 256 }, { 128, -1, 127 }, { 127, 1, 128 },
    { 85, 0, 85 }, { 85, 10922, 11007 },
};
TABLE(1, unsigned char, short, int) = {
    { 0, 0, 0 }, { 0, 10922, 0 }, { 1, -32768, (-32768) }, { 2, 32767, 65534 }, { 7, -10, (-70) },
    { 255, 7, 1785 }, { 254, 2, 508 }, { 128, -1, (-128) }, { 127, 1, 127 }, { 85, 0, 0 },
    { 85, 10922, 928370 },
};
TABLE(2, unsigned char, short, int) = {
    { 0, 0, 0 }, { 0, 10922, 1 }, { 1, -32768, 0 }, { 2, 32767, 1 }, { 7, -10, 0 }, { 255, 7, 0 },
    { 254, 2, 0 }, { 128, -1, 0 }, { 127, 1, 0 }, { 85, 0, 0 }, { 85, 10922, 1 },
};
TABLE(3, unsigned char, short, int) = {
    { 0, 10922, 0 }, { 1, -32768, 0 }, { 2, 32767, 0 }, { 7, -10, 0 }, { 255, 7, 36 },
    { 254, 2, 127 }, { 128, -1, (-128) }, { 127, 1, 127 }, { 85, 10922, 0 },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
