// expect: 0
/* Library functions have addresses too. */
typedef unsigned long size_t;
size_t strlen(const char *);
int strcmp(const char *, const char *);
void *memset(void *, int, size_t);
static size_t mine(const char *s) { return *s == 'x'; }
int main(void) {
    size_t (*len[])(const char *) = { strlen, mine };
    if (len[0]("four") != 4 || len[1]("xyz") != 1) return 1;
    int (*cmp)(const char *, const char *) = strcmp;
    if (cmp("a", "a") || cmp("a", "b") >= 0) return 2;
    char buf[4] = { 1, 2, 3, 4 };
    void *(*set)(void *, int, size_t) = &memset;
    if (set(buf, 7, 3) != buf || buf[2] != 7 || buf[3] != 4) return 3;
    return 0;
}
