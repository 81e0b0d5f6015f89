// expect: 16
#include <limits.h>
#include <stdlib.h>
static unsigned h;
static void add(unsigned long n) { h = h * 31 + (unsigned)(n ^ n >> 32); }
/* Bases that there are not, and every other one: what is no number in it is 0. */
static void bases(const char *s) {
    char *end;
    for (int base = -3; base < 200; base++) {
        if (base >= 0 && base != 1 && base <= 36) {
            add(strtol(s, &end, base));
            add(end - s);
            add(strtoull(s, &end, base));
            add(end - s);
            add(strtoll(s, 0, base) == strtol(s, 0, base));
            add(strtoul(s, 0, base) == strtoull(s, 0, base));
        } else {
            add(strtol(s, 0, base) | strtoll(s, 0, base));
            add(strtoul(s, 0, base) | strtoull(s, 0, base));
        }
    }
    add(strtol(s, 0, INT_MAX) | strtol(s, 0, INT_MIN));
}
int main(void) {
    static const char *const texts[] = {
        "12", " \t-077x", "+0x1fG", "0x", "zz", "-", "", "9223372036854775807", "-9223372036854775808",
        "18446744073709551616", "-18446744073709551615", "99999999999999999999999",
    };
    for (int i = 0; i < sizeof texts / sizeof *texts; i++) {
        bases(texts[i]);
        add(atol(texts[i]));
        add(atoll(texts[i]));
        add(atoi(texts[i]));
    }
    return h % 251;
}
