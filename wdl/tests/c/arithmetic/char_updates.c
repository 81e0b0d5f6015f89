// expect: 0
/* Assignment operators and steps of signed char. */
#include "../table.h"

typedef signed char T;
static T x, *p = &x;

int main(void) {
    UPDATE(1, 127, *p +=, 1, (-128));
    UPDATE(2, 127, p[0] -=, 1, 126);
    UPDATE(3, 127, x *=, 1, 127);
    UPDATE(4, 127, *p &=, 1, 1);
    UPDATE(5, 127, p[0] |=, 1, 127);
    UPDATE(6, 127, x ^=, 1, 126);
    UPDATE(7, 127, *p /=, 1, 127);
    UPDATE(8, 127, p[0] %=, 1, 0);
    UPDATE(9, -128, x +=, 3, (-125));
    UPDATE(10, -128, *p -=, 3, 125);
    UPDATE(11, -128, p[0] *=, 3, (-128));
    UPDATE(12, -128, x &=, 3, 0);
    UPDATE(13, -128, *p |=, 3, (-125));
    UPDATE(14, -128, p[0] ^=, 3, (-125));
    UPDATE(15, -128, x /=, 3, (-42));
    UPDATE(16, -128, *p %=, 3, (-2));
    UPDATE(17, 7, p[0] +=, -10, (-3));
    UPDATE(18, 7, x -=, -10, 17);
    UPDATE(19, 7, *p *=, -10, (-70));
    UPDATE(20, 7, p[0] &=, -10, 6);
    UPDATE(21, 7, x |=, -10, (-9));
    UPDATE(22, 7, *p ^=, -10, (-15));
    UPDATE(23, 7, p[0] /=, -10, 0);
    UPDATE(24, 7, x %=, -10, 7);
    UPDATE(25, 127, *p +=, -128, (-1));
    UPDATE(26, 127, p[0] -=, -128, (-1));
    UPDATE(27, 127, x *=, -128, (-128));
    UPDATE(28, 127, *p &=, -128, 0);
    UPDATE(29, 127, p[0] |=, -128, (-1));
    UPDATE(30, 127, x ^=, -128, (-1));
    UPDATE(31, 127, *p /=, -128, 0);
    UPDATE(32, 127, p[0] %=, -128, 127);
    UPDATE(33, 42, x +=, 7, 49);
    UPDATE(34, 42, *p -=, 7, 35);
    UPDATE(35, 42, p[0] *=, 7, 38);
    UPDATE(36, 42, x &=, 7, 2);
    UPDATE(37, 42, *p |=, 7, 47);
    UPDATE(38, 42, p[0] ^=, 7, 45);
    UPDATE(39, 42, x /=, 7, 6);
    UPDATE(40, 42, *p %=, 7, 0);
    STEPS(41, 127, -128);
    STEPS(42, -128, -127);
    STEPS(43, 0, 1);
    return 0;
}
