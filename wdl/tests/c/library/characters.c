// expect: 0
#include <ctype.h>
#include <stdlib.h>
#include <assert.h>
int main(void) {
    int n = 0;
    for (int c = 0; c < 128; c++) {
        n += !!isdigit(c) + 3 * !!isalpha(c) + 5 * !!isspace(c) + 7 * !!isupper(c) + 11 * !!isxdigit(c)
           + 13 * !!isprint(c) + 17 * !!ispunct(c) + 19 * !!iscntrl(c) + 23 * !!isgraph(c) + 29 * !!isalnum(c) + 31 * !!isblank(c);
        if (!!isalnum(c) != (isalpha(c) || isdigit(c))) return 1;
        if (isupper(c) && tolower(c) != c + 32) return 2;
        if (islower(c) && toupper(c) != c - 32) return 3;
        if (!isalpha(c) && (toupper(c) != c || tolower(c) != c)) return 4;
    }
    if (n != 10 + 3 * 52 + 5 * 6 + 7 * 26 + 11 * 22 + 13 * 95 + 17 * 32 + 19 * 33 + 23 * 94 + 29 * 62 + 31 * 2) return 5;
    if (atoi(" \t-120x") != -120 || atoi("+7") != 7 || atoi("x") || atoi("-2147483648") != -2147483647 - 1) return 6;
    if (abs(-5) != 5 || labs(-5000000000) != 5000000000 || llabs(3) != 3) return 7;
    assert(n > 0);
    if (n < 0) abort();
    exit(EXIT_SUCCESS);
}
