// expect: 0
/* Assignment operators and steps of unsigned char. */
#include "../table.h"

typedef unsigned char T;
static T x, *p = &x;

int main(void) {
    UPDATE(1, 128, *p +=, 1, 129);
    UPDATE(2, 128, p[0] -=, 1, 127);
    UPDATE(3, 128, x *=, 1, 128);
    UPDATE(4, 128, *p &=, 1, 0);
    UPDATE(5, 128, p[0] |=, 1, 129);
    UPDATE(6, 128, x ^=, 1, 129);
    UPDATE(7, 128, *p /=, 1, 128);
    UPDATE(8, 128, p[0] %=, 1, 0);
    UPDATE(9, 127, x +=, 3, 130);
    UPDATE(10, 127, *p -=, 3, 124);
    UPDATE(11, 127, p[0] *=, 3, 125);
    UPDATE(12, 127, x &=, 3, 3);
    UPDATE(13, 127, *p |=, 3, 127);
    UPDATE(14, 127, p[0] ^=, 3, 124);
    UPDATE(15, 127, x /=, 3, 42);
    UPDATE(16, 127, *p %=, 3, 1);
    UPDATE(17, 255, p[0] +=, 254, 253);
    UPDATE(18, 255, x -=, 254, 1);
    UPDATE(19, 255, *p *=, 254, 2);
    UPDATE(20, 255, p[0] &=, 254, 254);
    UPDATE(21, 255, x |=, 254, 255);
    UPDATE(22, 255, *p ^=, 254, 1);
    UPDATE(23, 255, p[0] /=, 254, 1);
    UPDATE(24, 255, x %=, 254, 1);
    UPDATE(25, 128, *p +=, 127, 255);
    UPDATE(26, 128, p[0] -=, 127, 1);
    UPDATE(27, 128, x *=, 127, 128);
    UPDATE(28, 128, *p &=, 127, 0);
    UPDATE(29, 128, p[0] |=, 127, 255);
    UPDATE(30, 128, x ^=, 127, 255);
    UPDATE(31, 128, *p /=, 127, 1);
    UPDATE(32, 128, p[0] %=, 127, 1);
    UPDATE(33, 85, x +=, 7, 92);
    UPDATE(34, 85, *p -=, 7, 78);
    UPDATE(35, 85, p[0] *=, 7, 83);
    UPDATE(36, 85, x &=, 7, 5);
    UPDATE(37, 85, *p |=, 7, 87);
    UPDATE(38, 85, p[0] ^=, 7, 82);
    UPDATE(39, 85, x /=, 7, 12);
    UPDATE(40, 85, *p %=, 7, 1);
    STEPS(41, 128, 129);
    STEPS(42, 127, 128);
    STEPS(43, 0, 1);
    return 0;
}
