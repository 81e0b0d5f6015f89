static void *at = &&out;
int f(int n) {
    goto *(n ? at : &&out);
out:
    return n;
}
