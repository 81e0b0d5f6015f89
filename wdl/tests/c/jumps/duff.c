// expect: 0
static void copy(char *to, const char *from, int n) {
    int rounds = (n + 7) / 8;
    switch (n % 8) {
    case 0: do { *to++ = *from++;
    case 7: *to++ = *from++;
    case 6: *to++ = *from++;
    case 5: *to++ = *from++;
    case 4: *to++ = *from++;
    case 3: *to++ = *from++;
    case 2: *to++ = *from++;
    case 1: *to++ = *from++;
            } while (--rounds > 0);
    }
}
int main(void) {
    const char *s = "The quick brown fox jumps over the lazy dog";
    for (int n = 1; n < 44; n++) {
        char b[45] = { 0 };
        copy(b, s, n);
        for (int i = 0; i < 45; i++)
            if (b[i] != (i < n ? s[i] : 0)) return n;
    }
    return 0;
}
