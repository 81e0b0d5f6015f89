int f(void) {
    for (static int i = 0; i < 2; i++) { }
    for (int g(void); ;) { }
    for (typedef int t; ;) { }
    for (int i = 0, *p = &i; *p < 3; i++) { }
    return 0;
}
