// expect: 0
int main(void) {
    int a[3] = { 1, 2, 3 }, b[3] = { 4, 5, 6 };
    int (*p)[3] = &a, (*list[2])[3] = { &a, &b };
    if ((*p)[1] != 2 || p[0][2] != 3 || sizeof *p != 12) return 1;
    p = &b;
    (*p)[0] = 40;
    if (b[0] != 40 || (*list[1])[0] != 40) return 2;
    int sum = 0;
    for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) sum += (*list[i])[j];
    return sum == 57 && (void *)(p + 1) == (void *)(b + 3) ? 0 : 3;
}
