// expect: 0
int main(void) {
    int n = 0;
    for (;;) {
        while (1) {
            switch (n++) {
            case 0: break;
            case 3: goto out;
            default: continue;
            }
            n += 1;
            break;
        }
        if (n > 100) break;
    }
out:
    return n == 4 ? 0 : n;
}
