// expect: 104
#define FIND(list, n, what) ({ __label__ found; int at_ = 0; \
    for (; at_ < (n); at_++) if ((list)[at_] == (what)) goto found; \
    at_ = -1; \
found: at_; })
static int times(int n) {
    int all = 0;
    while (n--) {
        __label__ next, unused;
        for (int i = 0; i < 5; i++) {
            __label__ next;
            if (i == n) goto next;
            all += 10;
            continue;
        next:
            all += 1;
        }
        if (n & 1) goto next;
        all += 3;
    next:;
    }
    goto next;
    all = 0;
next:
    return all;
}
static int through(int n) {
    __label__ one, two;
    static void *const to[] = { &&one, &&two };
    int r = 0;
    goto *to[n];
one:
    r += 1;
two:
    r += 20;
    return r;
}
int main(void) {
    int list[] = { 4, 7, 9 }, other[] = { 9 };
    int r = FIND(list, 3, 9) * 5 + FIND(list, 3, 1) + FIND(other, 1, 9) + FIND(list, FIND(list, 3, 9), 7);
    return (r + times(7) * 3 + through(0) * 7 + through(1)) & 255;
}
