static int before(void) {
    return after(1);
}

int after(int n) {
    return n;
}

op{open} pre {
    return before();
}
