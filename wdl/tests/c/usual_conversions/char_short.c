// expect: 0
/* signed char with short: the usual arithmetic conversions. */
#include "../table.h"

FOLDED(signed char, -1, +, short, 32767, 32766);
FOLDED(signed char, -10, +, short, 2, (-8));
FOLDED(signed char, 127, +, short, -1, 126);
FOLDED(signed char, -1, *, short, 32767, (-32767));
FOLDED(signed char, -10, *, short, 2, (-20));
FOLDED(signed char, 127, *, short, -1, (-127));
FOLDED(signed char, -1, <, short, 32767, 1);
FOLDED(signed char, -10, <, short, 2, 1);
FOLDED(signed char, 127, <, short, -1, 0);
FOLDED(signed char, 1, /, short, -32768, 0);
FOLDED(signed char, 2, /, short, -10, 0);
FOLDED(signed char, 7, /, short, 7, 1);
FOLDED(signed char, -128, /, short, 1, (-128));
FOLDED(signed char, 42, /, short, 10922, 0);
TABLE(0, signed char, short, int) = {
    { 0, 0, 0 }, { 0, 10922, 10922 }, { 1, -32768, (-32767) }, { -1, 32767, 32766 },
    { 2, -10, (-8) }, { 7, 7, 14 }, { -10, 2, (-8) }, { 127, -1, 126 }, { -128, 1, (-127) },
    { 42, 0, 42 }, { 42, 10922, 10964 },
};
TABLE(1, signed char, short, int) = {
    { 0, 0, 0 }, { 0, 10922, 0 }, { 1, -32768, (-32768) }, { -1, 32767, (-32767) },
    { 2, -10, (-20) }, { 7, 7, 49 }, { -10, 2, (-20) }, { 127, -1, (-127) }, { -128, 1, (-128) },
    { 42, 0, 0 }, { 42, 10922, 458724 },
};
TABLE(2, signed char, short, int) = {
    { 0, 0, 0 }, { 0, 10922, 1 }, { 1, -32768, 0 }, { -1, 32767, 1 }, { 2, -10, 0 }, { 7, 7, 0 },
    { -10, 2, 1 }, { 127, -1, 0 }, { -128, 1, 1 }, { 42, 0, 0 }, { 42, 10922, 1 },
};
TABLE(3, signed char, short, int) = {
    { 0, 10922, 0 }, { 1, -32768, 0 }, { -1, 32767, 0 }, { 2, -10, 0 }, { 7, 7, 1 },
    { -10, 2, (-5) }, { 127, -1, (-127) }, { -128, 1, (-128) }, { 42, 10922, 0 },
};

int main(void) {
    CHECK(0, +, 4);
    CHECK(1, *, 4);
    CHECK(2, <, 4);
    CHECK(3, /, 4);
    return 0;
}
