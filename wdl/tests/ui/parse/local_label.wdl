static int f(int n) {
    __label__ out, over;
    {
        __label__ out, out;
        if (n)
            goto out;
        goto ouf;
    }
out:
    goto over;
    return n;
}
static int g(void) {
    __label__ one, two;
    return 0;
}
