// expect: 0
int main(void) {
    int i, j, n = 0;
    for (i = 0; i < 10; i++)
        for (j = 0; j < 10; j++) {
            n++;
            if (i * j == 42) goto found;
        }
    return 1;
found:
    return i == 6 && j == 7 && n == 68 ? 0 : 2;
}
