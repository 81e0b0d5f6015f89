// expect: 135
#include <string.h>
#include <stdlib.h>
#include <ctype.h>
int main(void) { char b[40] = "x"; int r = 0; memcpy(b, "hello", 6); memmove(b + 1, b, 5); b[6] = 0; r += strlen(b) + strncmp(b, "hhe", 3) + (strrchr(b, 'l') - b) + (memchr(b, 'o', 9) != 0); strncpy(b, "ab", 5); r += b[3]; strncat(b, "cdef", 2); r += strlen(b) + strspn(b, "abc") + strcspn(b, "d") + (strpbrk(b, "dc") - b); r += abs(-3) + labs(-4) + atoi("-12") + atol(" 77x") + strtol("ff", 0, 16) + strtoul("077", 0, 0); char *e; r += strtol("12abc", &e, 10) + *e; div_t d = div(17, 5); r += d.quot * d.rem; r += isalpha('x') != 0; r += isspace('\n') != 0; r += tolower('Q') + isxdigit('f') * 0 + ispunct('!') * 0 + !isupper('a'); r += memcmp("abc", "abd", 3) < 0; r += strnlen("abc", 2); return r & 255; }