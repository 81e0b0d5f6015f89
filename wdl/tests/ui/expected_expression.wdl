int f(void) {
    int x = 1 + ;
    x = * ;
    return if;
}
