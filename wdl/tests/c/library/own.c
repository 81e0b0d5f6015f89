// expect: 74
/* A program's own functions come before the library's, wherever they stand. */
unsigned long strlen(const char *);
void abort(void);
static int calls;
int abs(int);
int main(void) {
    if (strlen("abc") != 70) return 1;
    abort();
    char *index = "name";
    return 70 + calls + index[0] - 'm' + abs(-3) - 2;
}
unsigned long strlen(const char *s) { return 67 + (s[2] - '`'); }
void abort(void) { calls++; }
int abs(int n) { return n < 0 ? 4 : 0; }
