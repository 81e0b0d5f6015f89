// expect: 0
#include <string.h>
static int sign(int n) { return (n > 0) - (n < 0); }
int main(void) {
    char b[16];
    if (strcpy(b, "hello") != b || strcmp(b, "hello")) return 1;
    if (strcat(b, " you") != b || strlen(b) != 9) return 2;
    if (stpcpy(b, "ab") != b + 2 || b[2]) return 3;
    memset(b, 'x', sizeof b);
    strncpy(b, "abc", 5);
    if (b[3] || b[4] || b[5] != 'x') return 4;
    strncat(b, "defgh", 2);
    if (memcmp(b, "abcde", 6)) return 5;
    if (strchr(b, 'c') != b + 2 || strchr(b, 0) != b + 5 || strchr(b, 'z')) return 6;
    if (strrchr("abcabc", 'b') == 0 || *strrchr("abcabd", 'b') != 'b') return 7;
    const char *s = "one two";
    if (strrchr(s, 'o') != s + 6 || strstr(s, "two") != s + 4 || strstr(s, "three")) return 8;
    if (strspn("aabbc", "ab") != 4 || strcspn("aabbc", "c") != 4 || strcspn("x", "") != 1) return 9;
    if (strpbrk(s, "tw ") != s + 3 || memchr(s, 'w', 5) || memchr(s, 'w', 6) != s + 5) return 10;
    if (strnlen(s, 3) != 3 || strnlen(s, 99) != 7) return 11;
    if (sign(strncmp("abcd", "abce", 3)) || sign(strncmp("abcd", "abce", 4)) >= 0) return 12;
    if (sign(memcmp("\xff", "\x01", 1)) <= 0 || sign(strcmp("\xff", "\x01")) <= 0) return 13;
    char m[8] = "1234567";
    memmove(m + 1, m, 4);
    if (strcmp(m, "1123467")) return 14;
    memmove(m, m + 2, 5);
    return strcmp(m, "2346767") ? 15 : 0;
}
