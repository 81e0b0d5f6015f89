int f(int a) {
    do { a--; } until (a);
    do a--; while (a)
    return a;
}
