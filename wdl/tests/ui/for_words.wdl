int f(int a) {
    for (int i = 0, i < 3; i++) a++;
    for (;;;) a++;
    for i a++;
    return a;
}
