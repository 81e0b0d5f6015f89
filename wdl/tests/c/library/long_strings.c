// expect: 63
// Strings are as long as memory lets them be.
#include <string.h>
static char a[20000], b[20000];

int main(void) {
    memset(a, 'x', 15000);
    memset(b, 'x', 15000);
    int r = strlen(a) == 15000 && strlen(a + 14000) == 1000;
    r += 2 * (strcmp(a, b) == 0 && strncmp(a, b, 19000) == 0);
    b[14999] = 'y';
    r += 4 * (strcmp(a, b) < 0 && strcmp(b, a) > 0 && strncmp(a, b, 14999) == 0 &&
              strncmp(a, b, 15000) < 0);
    r += 8 * (strchr(b, 'y') == b + 14999 && !strchr(a, 'y') && strchr(a, 0) == a + 15000);
    r += 16 * (strstr(b, "xxy") == b + 14997 && !strstr(a, "xxy") && strstr(a, "") == a);
    r += 32 * (strstr(a, b) == 0 && strstr(b, b + 5000) == b + 5000);
    return r;
}
