// expect: 0
static int v[2][3][4];
static int at(int (*p)[3][4], int i, int j, int k) { return p[i][j][k]; }
int main(void) {
    for (int i = 0; i < 24; i++) (&v[0][0][0])[i] = i;
    if (v[1][2][3] != 23 || v[1][0][1] != 13 || at(v, 0, 2, 1) != 9) return 1;
    if (sizeof v != 96 || sizeof v[0] != 48 || sizeof v[0][0] != 16 || sizeof v[0][0][0] != 4) return 2;
    int (*row)[4] = v[1];
    if (row[1][2] != 18 || (*(row + 2))[0] != 20 || *row[2] != 20) return 3;
    if (&v[1] - &v[0] != 1 || (char *)&v[1][1] - (char *)v != 64) return 4;
    return **v[1] == 12 && *(*(*(v + 1) + 1) + 1) == 17 ? 0 : 5;
}
