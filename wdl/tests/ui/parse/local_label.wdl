static int f(int n) {
    __label__ out;
    if (n)
        goto out;
out:
    return n;
}
